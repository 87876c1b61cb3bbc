"""What the files hold about whoever gave them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.documents import actions, files, queries


def _rows(person: User) -> Sequence[Row]:
    return [
        {"Fichier": one.name, "Type": one.media_type, "Octets": one.size, "Déposé le": one.added_at}
        for one in queries.given_by(person)
    ]


def _files(person: User) -> Sequence[tuple[str, Path]]:
    return [(one.name, files.path_of(one.digest)) for one in queries.given_by(person)]


def _erase(person: User, at: datetime) -> Sequence[str]:
    count = actions.forget_who_gave(person, at)
    return ["Les fichiers déposés pour une organisation ou un collectif, sans votre nom : ils leur appartiennent."][
        : bool(count)
    ]


register(Holding("documents", "Mes fichiers", _rows, _erase, files=_files))
