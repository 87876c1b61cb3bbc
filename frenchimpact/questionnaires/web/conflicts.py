"""Two answers to one question, side by side, with what differs marked."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from frenchimpact.questionnaires.models import Answer, Question
from frenchimpact.questionnaires.queries.contents import text_of
from frenchimpact.questionnaires.queries.readings import Item
from frenchimpact.questionnaires.rules.values import choices_of
from frenchimpact.questionnaires.web.saving import Clash

LONGEST_COMPARED = 5_000  # words: beyond, comparing word by word would take seconds

Piece = tuple[bool, str]  # is it otherwise in the other text; the text


@dataclass(frozen=True)
class Compared:
    question: Question
    theirs: Answer
    mine_pieces: list[Piece]
    their_pieces: list[Piece]
    mine: list[str]
    their_values: list[str]
    mine_text: str

    @property
    def is_picked(self) -> bool:
        return bool(choices_of(self.question))


def compared(clashes: list[Clash]) -> list[Compared]:
    return [_compared(clash) for clash in clashes]


def _compared(clash: Clash) -> Compared:
    mine = [str(one) for one in clash.mine] if isinstance(clash.mine, list) else [str(clash.mine or "")]
    theirs = clash.theirs.value
    labels = dict(choices_of(clash.question))
    mine_text = ", ".join(labels.get(one, one) for one in mine)
    their_text = text_of(Item(clash.question, clash.theirs, [], is_asked=True, condition=""), {})
    mine_pieces, their_pieces = pieces_of(mine_text, their_text)
    values = theirs if isinstance(theirs, list) else [str(theirs or "")]
    return Compared(clash.question, clash.theirs, mine_pieces, their_pieces, mine, values, mine_text)


def pieces_of(mine: str, theirs: str) -> tuple[list[Piece], list[Piece]]:
    """Cut two texts in pieces that are the same and pieces that differ, word by word."""
    first, second = mine.split(" "), theirs.split(" ")
    if max(len(first), len(second)) > LONGEST_COMPARED:
        return [(mine != theirs, mine)], [(mine != theirs, theirs)]
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        differs = tag != "equal"
        left.append((differs, " ".join(first[a:b])))
        right.append((differs, " ".join(second[c:d])))
    return [one for one in left if one[1]], [one for one in right if one[1]]
