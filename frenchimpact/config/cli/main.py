"""Runs one command; what goes wrong for a reason that is known becomes one French sentence."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import cast

from frenchimpact.config.cli.failures import sentence_for
from frenchimpact.config.cli.parser import make_parser

INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Return the exit code: 0, 1 after a sentence on stderr, 2 for a command that does not exist."""
    _accept_french()
    arguments = make_parser().parse_args(words)
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if (sentence := sentence_for(error)) is None:
            raise
        print(sentence, file=sys.stderr)
        return 1


def _run(arguments: Namespace) -> int:
    # The file of the command is imported only now: some import models, which needs the settings that it chooses here.
    demo = getattr(arguments, "demo", False)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"frenchimpact.config.settings.{'demo' if demo else 'local'}")
    os.environ["FRENCHIMPACT_COMMAND"] = arguments.command
    module = import_module(f"frenchimpact.config.cli.{arguments.command}_command")
    return cast("int", module.run(arguments))


def _accept_french() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace", line_buffering=True)
