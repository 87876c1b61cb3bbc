import re

import pytest

from frenchimpact.journal import kinds
from frenchimpact.journal.kinds import Kind


def test_two_facts_never_share_a_code() -> None:
    Kind("test.walked", "a marché")

    with pytest.raises(ValueError, match=r"test\.walked"):
        Kind("test.walked", "a couru")

    assert kinds.known["test.walked"].phrase == "a marché"


def test_a_fact_without_a_phrase_is_refused() -> None:
    with pytest.raises(ValueError, match=r"test\.mute"):
        Kind("test.mute", "")

    assert "test.mute" not in kinds.known


def test_every_code_says_of_what_and_what_happened() -> None:
    assert [code for code in kinds.known if not re.fullmatch(r"[a-z_]+\.[a-z_]+", code)] == []
