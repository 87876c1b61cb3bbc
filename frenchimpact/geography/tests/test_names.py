"""One spelling for all the ways to write a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frenchimpact.geography.calculations.names import key_of, keys_of, telling_words
from frenchimpact.geography.calculations.typos import LONGEST, deletions_asked, deletions_of, slips_between


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("Œting", "oeting"),
        ("OETING", "oeting"),
        ("Saint-Étienne", "saint etienne"),
        ("St Denis", "saint denis"),
        ("ST-DENIS", "saint denis"),
        ("Ste-Marie-aux-Mines", "sainte marie aux mines"),
        ("Sainte-Marie-aux-Mines", "sainte marie aux mines"),
        ("Bourg-lès-Valence", "bourg les valence"),
        ("Y", "y"),
        ("Neuilly s/ Seine", "neuilly sur seine"),
        ("Neuilly-s/-Seine", "neuilly sur seine"),
        ("Châlons s/Marne", "chalons sur marne"),
        ("Paris 12e Arrondissement", "paris 12 arrondissement"),
        ("Lyon 3ème", "lyon 3"),
        ("Marseille 1er", "marseille 1"),
        ("CC Castillon/Pujols", "cc castillon pujols"),
        ("Communauté de communes du Pays de Gex", "cc du pays de gex"),
        ("Communauté d’agglomération du Cotentin", "ca du cotentin"),
        ("N.D. de Bondeville", "n d de bondeville"),
        ("  Évry   —   Courcouronnes  ", "evry courcouronnes"),
        ("", ""),
        ("’-–…", ""),
        ("東京", ""),
    ],
)
def test_a_name_is_brought_to_its_key(written: str, key: str) -> None:
    assert key_of(written) == key


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    key = key_of(text)

    assert key_of(key) == key


@given(st.text())
def test_a_key_holds_plain_words_only(text: str) -> None:
    words = key_of(text).split(" ")

    assert words == [""] or all(word.isascii() and word.isalnum() and word == word.lower() for word in words)


@pytest.mark.parametrize(
    ("name", "kind", "keys"),
    [
        ("Rennes", "commune", ["rennes"]),
        ("Le Havre", "commune", ["le havre", "havre"]),
        ("Château-Chinon (Ville)", "commune", ["chateau chinon ville", "chateau chinon"]),
        ("Métropole de Lyon", "epci", ["metropole de lyon", "de lyon", "lyon"]),
        ("Bordeaux Métropole", "epci", ["bordeaux metropole", "bordeaux"]),
        ("CC du Pays de Gex", "epci", ["cc du pays de gex", "du pays de gex", "pays de gex"]),
        ("Est Ensemble", "ept", ["est ensemble"]),
        ("Paris 12e Arrondissement", "arrondissement", ["paris 12 arrondissement", "paris 12"]),
        ("", "ancienne_commune", [""]),
    ],
)
def test_a_place_has_a_full_key_and_shorter_ones(name: str, kind: str, keys: list[str]) -> None:
    assert keys_of(name, kind) == keys


def test_link_words_do_not_tell_places_apart() -> None:
    assert telling_words("sainte marie aux mines") == ["sainte", "marie", "mines"]
    assert telling_words("les") == ["les"]


@pytest.mark.parametrize(
    ("typed", "name", "slips"),
    [
        ("lyon", "lyon", (0, 0)),
        ("lyno", "lyon", (1, 1)),
        ("renes", "rennes", (1, 1)),
        ("renes", "rennes metropole", (3, 1)),
        ("montpelir", "montpellier", (2, 2)),
        ("brest", "marseille", (3, 3)),
        ("", "", (0, 0)),
    ],
)
def test_slips_are_counted_to_the_name_and_to_its_beginning(typed: str, name: str, slips: tuple[int, int]) -> None:
    assert slips_between(typed, name, at_most=2) == slips


WORDS = st.text("abcdefg", min_size=4, max_size=LONGEST)


@given(WORDS, st.data())
def test_names_one_slip_apart_share_a_mark(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 2))
    slips = [
        name[:at] + name[at + 1 :],
        name[:at] + "z" + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    ]

    assert [bool(deletions_of(name) & deletions_asked(slip)[0]) for slip in slips] == [True, True, True]
    assert [slips_between(slip, name, at_most=1)[0] <= 1 for slip in slips] == [True, True, True]


def test_words_longer_than_any_name_have_no_marks_to_look_for() -> None:
    assert deletions_asked("saint" * 30) == [set()]
