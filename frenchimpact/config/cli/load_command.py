"""`frenchimpact load …`: an official file."""

from argparse import Namespace
from importlib import import_module

from frenchimpact.config.cli.schema import migrate, pending_migrations
from frenchimpact.config.cli.site import site
from frenchimpact.config.cli.steps import progress_bar, step
from frenchimpact.shared.errors import Refusal

IMPORTS = {
    "geography": ("Géographie", "geography.imports.geography", "load_geography"),
    "outlines": ("Contours", "geography.imports.outlines", "load_outlines"),
    "indicators": ("Indicateurs", "geography.imports.indicators", "load_indicators"),
    "labels": ("Labels", "labels.imports.historical", "load_historical_labels"),
}


def run(arguments: Namespace) -> int:
    """Load the file, all of it or nothing, and say what was done and what was left out."""
    words, module, function = IMPORTS[arguments.kind]
    if arguments.kind == "indicators" and not arguments.file:
        raise Refusal("Indiquez le fichier de l’INSEE : « frenchimpact load indicators FICHIER ».")
    with site():
        if pending_migrations():
            migrate()
        load = getattr(import_module(f"frenchimpact.{module}"), function)  # models cannot be imported before
        with progress_bar() as progress, step(f"{words} : fichier lu et contrôlé"):
            report = load(arguments.file, progress=progress)
        for sentence in (report.sentence, *report.remarks):
            print(sentence)
    return 0
