"""What may be typed after `frenchimpact`, and its help in French."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

LOADS = {
    "geography": "communes, intercommunalités, départements, régions (sans fichier : ceux livrés avec le logiciel)",
    "outlines": "contours des territoires (sans fichier : ceux des départements et des régions)",
    "indicators": "indicateurs par commune, d’après un fichier de l’INSEE",
    "labels": "territoires labellisés en 2019 (sans fichier : la liste livrée avec le logiciel)",
}


class FrenchFormatter(argparse.HelpFormatter):
    """argparse breaks lines at spaces: those that French puts beside its signs are made unbreakable."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "Usage\u00a0: ")

    def _split_lines(self, text: str, width: int) -> list[str]:
        return super()._split_lines(_bound(text), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return super()._fill_text(_bound(text), width, indent)


def _bound(text: str) -> str:
    return text.replace(" :", "\u00a0:").replace("« ", "«\u00a0").replace(" »", "\u00a0»")


class FrenchParser(argparse.ArgumentParser):
    """argparse speaks English only; its own few words are replaced here."""

    def __init__(self, *, prog: str, description: str, **_: object) -> None:
        super().__init__(prog=prog, description=description, formatter_class=FrenchFormatter, add_help=False)
        self._positionals.title = "Arguments"
        self._optionals.title = "Options"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:  # noqa: ARG002  # the message is in English
        self.exit(
            2, f"{self.format_usage()}Cette commande est incomplète ou inconnue : voyez « {self.prog} --help ».\n"
        )


def make_parser() -> argparse.ArgumentParser:
    """Each subcommand names the file of `config/cli` that does it."""
    parser = FrenchParser(prog="frenchimpact", description="French Impact : lancer, charger, sauvegarder, vérifier.")
    commands = _subparsers(parser, dest="command", metavar="COMMANDE", title="Commandes")

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")

    up = command("up", "lance la base de données, le site et les tâches de fond")
    up.add_argument("--demo", action="store_true", help="démonstration : personnes et contenus fictifs, base séparée")
    _describe_load(command("load", "charge un fichier officiel"))
    operator = command("operator", "nomme une personne dans l’équipe du programme et donne un lien de connexion")
    operator.add_argument("email", metavar="ADRESSE", help="adresse électronique de la personne")
    operator.add_argument("--name", metavar="NOM", default="", help="son nom, si elle n’a pas encore de compte")
    backup = command("backup", "sauvegarde la base, les fichiers et les clés dans une seule archive")
    backup.add_argument("file", metavar="FICHIER", nargs="?", type=Path, help="archive à écrire (sinon : nom daté)")
    restore = command("restore", "remet en place une sauvegarde")
    restore.add_argument("file", metavar="FICHIER", type=Path, help="archive faite par « frenchimpact backup »")
    restore.add_argument("--replace", action="store_true", help="remplace les données présentes")
    command("newkey", "fait une nouvelle clé pour signer les labels ; l’ancienne reste publiée")
    command("check", "vérifie l’installation : base, données, clés, place sur le disque")
    replay = command("replay", "refait le classement d’une vague d’après son relevé public, et dit s’il est identique")
    replay.add_argument("file", metavar="FICHIER", type=Path, help="relevé public de la vague (JSON)")
    replay.add_argument("--key", metavar="CLÉS", type=Path, help="vérifie aussi la signature, avec ces clés publiques")
    replay.add_argument("--signature", metavar="FICHIER", type=Path, help="la signature (sinon : FICHIER en .jws)")
    command("web", "lance seulement le serveur web")
    command("worker", "lance seulement les tâches de fond")
    return parser


def _subparsers(
    parser: argparse.ArgumentParser, *, dest: str, metavar: str, title: str
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    # Without its name given, argparse would begin it with the word “Usage”.
    return parser.add_subparsers(dest=dest, required=True, metavar=metavar, title=title, prog=parser.prog)


def _describe_load(parser: argparse.ArgumentParser) -> None:
    kinds = _subparsers(parser, dest="kind", metavar="DONNÉES", title="Données")
    for kind, words in LOADS.items():
        load = kinds.add_parser(kind, help=words, description=words[0].upper() + words[1:] + ".")
        load.add_argument("file", metavar="FICHIER", nargs="?", type=Path, help="fichier à charger")
