"""`frenchimpact load`: what every load says when it is over."""

from argparse import Namespace
from pathlib import Path

import pytest
from django.conf import settings

from frenchimpact.config.cli import load_command
from frenchimpact.config.cli.reference import shipped
from frenchimpact.geography.models import Dataset
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.labels.imports.historical import COLUMNS


@pytest.mark.django_db
def test_a_load_says_what_it_did_and_again_that_nothing_was_left_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_commune("01001")
    Dataset.objects.create(name="geography", vintage="2026", source="essai", licence="essai", digest="x", rows=1)
    file = tmp_path / "labels.csv"
    file.write_text(f"{','.join(COLUMNS)}\nLe Val,1,2019-02-25,commune,commune:01001,certain,\n")

    said = []
    for _ in range(2):
        assert load_command.run(Namespace(kind="labels", file=file)) == 0
        said.append(capsys.readouterr().out.splitlines()[-1])

    assert said == ["1 label de 2019 chargé.", "1 label de 2019, déjà chargé\u00a0: rien à changer."]


@pytest.mark.parametrize(
    ("is_demo", "loaded"), [(True, ["geography", "outlines"]), (False, ["geography", "outlines", "labels"])]
)
def test_a_demonstration_never_loads_the_real_territories(
    monkeypatch: pytest.MonkeyPatch, *, is_demo: bool, loaded: list[str]
) -> None:
    monkeypatch.setattr(settings, "DEMO", is_demo)

    assert [each.name for each in shipped()] == loaded
