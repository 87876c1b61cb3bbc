"""Who asks for help reads French, and the name of the command only once."""

import pytest

from frenchimpact.config.cli.parser import make_parser

COMMANDS = [
    "",
    "up",
    "load",
    "load geography",
    "load outlines",
    "load indicators",
    "load labels",
    "operator",
    "backup",
    "restore",
    "check",
    "web",
    "worker",
]
ENGLISH = ["usage:", "options:", "positional", "show this", "exit"]


@pytest.mark.parametrize("words", COMMANDS)
def test_each_command_says_in_french_how_it_is_called(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        make_parser().parse_args([*words.split(), "--help"])

    said = capsys.readouterr().out
    assert end.value.code == 0
    assert said.startswith(f"Usage\u00a0: {' '.join(['frenchimpact', *words.split()])} [-h]")
    assert said.count("Usage") == 1
    assert [english for english in ENGLISH if english in said] == []
