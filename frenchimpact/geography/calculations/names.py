"""Names of places as people write them, brought to one spelling."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "&": " et "})
COMBINING = re.compile("[\u0300-\u036f]")
LETTERS_OF_KEYS = re.compile(r"[^a-z0-9]+")
# « Châlons s/ Marne », « Neuilly-s/-Seine », « Bois s/s Roche »; before the slash is lost with the punctuation.
SLASHES = [(re.compile(r"\bs/s\b\.?"), " sous "), (re.compile(r"\bs/"), " sur ")]
ORDINAL = re.compile(r"\b(\d{1,4})(?:er|ere|e|eme|ieme|nd|nde)\b")
WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "nd": "notre dame"}
LEGAL_FORMS = [
    (re.compile(r"\bcommunaute de communes\b"), "cc"),
    (re.compile(r"\bcommunaute d agglomeration\b"), "ca"),
    (re.compile(r"\bcommunaute urbaine\b"), "cu"),
]
# What an intercommunality's everyday name does without: « CC du Pays de Gex » is called « Pays de Gex ».
FORM_BEFORE = re.compile(r"^(?:cc|ca|cu|communaute|eurometropole|metropole|agglomeration)(?: europeenne)? ")
FORM_AFTER = re.compile(
    r" (?:metropole(?: communaute)?|communaute|agglomeration|agglo|communaute d agglo|communes|intercom)$"
)
REMARK = re.compile(r"\([^)]*\)")  # « Château-Chinon (Ville) »
ARTICLE_BEFORE = re.compile(r"^(?:de la|de l|du|des|de|d|la|le|les|l) (?=.)")
LINK_WORDS = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "lez", "sous", "sur"]
)


def key_of(name: str) -> str:
    """Bring a name to what is compared: lower case ASCII words, one space between, abbreviations written out."""
    text = _plain_letters(name)
    if "/" in text:
        for pattern, meaning in SLASHES:
            text = pattern.sub(meaning, text)
    text = ORDINAL.sub(r"\1", LETTERS_OF_KEYS.sub(" ", text))
    text = " ".join(WORDS.get(word, word) for word in text.split())
    if "communaute" in text:
        for pattern, short in LEGAL_FORMS:
            text = pattern.sub(short, text)
    return text


def keys_of(name: str, kind: str) -> list[str]:
    """List the keys under which a place is looked for: its full name first, then shorter ways to say it.

    A place without a name, known by its code alone, has one empty key.
    """
    full = key_of(name)
    without_remark = key_of(REMARK.sub(" ", name)) if "(" in name else full
    shorter = [without_remark, ARTICLE_BEFORE.sub("", without_remark)]
    if kind in {"epci", "ept"}:
        everyday = FORM_BEFORE.sub("", without_remark)
        shorter = [without_remark, everyday, ARTICLE_BEFORE.sub("", FORM_AFTER.sub("", everyday))]
    if kind == "arrondissement":
        shorter = [full.removesuffix(" arrondissement")]
    return list(dict.fromkeys([full, *filter(None, shorter)]))


def telling_words(key: str) -> list[str]:
    """List the words of a key that tell places apart; all of them where there are only link words."""
    words = key.split()
    return [word for word in words if word not in LINK_WORDS] or words


def _plain_letters(name: str) -> str:
    """Take accents and ligatures off, and capitals down; compatibility forms (« ﬁ », « ℅ ») may bring new capitals."""
    text = name.casefold()
    if text.isascii():
        return text.replace("&", " et ")
    text = unicodedata.normalize("NFKD", text.translate(LIGATURES)).casefold().translate(LIGATURES)
    return COMBINING.sub("", text)
