"""Two answers to one question, side by side, with what differs marked."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from frenchimpact.questionnaires.models import Answer, Question, QuestionKind
from frenchimpact.questionnaires.queries.contents import names_of_places, text_of
from frenchimpact.questionnaires.queries.readings import Item
from frenchimpact.questionnaires.rules.values import choices_of, cleaned
from frenchimpact.questionnaires.web.saving import Clash

MOST_PAIRS = 50_000  # of the same word in both texts: beyond, comparing word by word would take seconds, or hours

Piece = tuple[bool, str]  # is it otherwise in the other text; the text


@dataclass(frozen=True)
class Compared:
    question: Question
    theirs: Answer
    mine_pieces: list[Piece]
    their_pieces: list[Piece]
    mine: list[str]
    mine_text: str

    @property
    def is_picked(self) -> bool:
        """Whether one is kept as it is: choices and tables are not written together in one box of text."""
        return bool(choices_of(self.question)) or self.question.kind == QuestionKind.TABLE


def compared(clashes: list[Clash]) -> list[Compared]:
    return [_compared(clash) for clash in clashes]


def _compared(clash: Clash) -> Compared:
    mine = [str(one) for one in clash.mine] if isinstance(clash.mine, list) else [str(clash.mine or "")]
    mine_text = mine[0] if isinstance(clash.mine, str) else _read(clash, Answer(value=cleaned(clash.question, mine)))
    mine_pieces, their_pieces = pieces_of(mine_text, _read(clash, clash.theirs))
    return Compared(clash.question, clash.theirs, mine_pieces, their_pieces, mine, mine_text)


def _read(clash: Clash, answer: Answer) -> str:
    item = Item(clash.question, answer, [], is_asked=True, condition="")
    return text_of(item, names_of_places([item]))


def pieces_of(mine: str, theirs: str) -> tuple[list[Piece], list[Piece]]:
    """Cut two texts in pieces that are the same and pieces that differ, word by word.

    What stands between the same beginning and the same end is one piece where it would take too long to compare.
    """
    first, second = mine.split(" "), theirs.split(" ")
    start = _common(first, second)
    end = _common(first[start:][::-1], second[start:][::-1])
    changed, other = first[start : len(first) - end], second[start : len(second) - end]
    left = [(False, first[:start]), *_compared_words(changed, other), (False, first[len(first) - end :])]
    right = [(False, second[:start]), *_compared_words(other, changed), (False, second[len(second) - end :])]
    return _joined(left), _joined(right)


def _common(first: list[str], second: list[str]) -> int:
    """Count the words with which both begin."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))


def _compared_words(words: list[str], others: list[str]) -> list[tuple[bool, list[str]]]:
    here, there = Counter(words), Counter(others)
    if sum(count * there[word] for word, count in here.items()) > MOST_PAIRS:
        return [(True, words)]
    steps = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    return [(tag != "equal", words[a:b]) for tag, a, b, _, _ in steps]


def _joined(pieces: list[tuple[bool, list[str]]]) -> list[Piece]:
    """Join the words, and neighbours that are alike; leave out what is empty."""
    kept = [(differs, words) for differs, words in pieces if words]
    return [
        (differs, " ".join(word for _, words in each for word in words))
        for differs, each in groupby(kept, key=lambda piece: piece[0])
    ]
