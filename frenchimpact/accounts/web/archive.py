"""The archive of one’s data: readable by people (CSV) and by machines (JSON), with the files that one gave."""

import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import IO

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.timezone import localtime

from frenchimpact.accounts.holdings import Holding, Row, holdings
from frenchimpact.accounts.models import User
from frenchimpact.ui.exports import table_as_csv

READ_ME = """Vos données sur {site}, le {day}.

donnees.json : tout, pour un programme.
*.csv : la même chose, un fichier par sorte de données, pour un tableur.
fichiers/ : les fichiers que vous avez déposés.
""".replace(" :", "\u00a0:")


def archive_of(person: User, *, at: datetime, site: str) -> IO[bytes]:
    """Write all that the site holds about a person in a ZIP; rewound, to be closed by who sends it."""
    held = [(holding, list(holding.rows(person))) for holding in holdings()]
    file = tempfile.SpooledTemporaryFile(max_size=10_000_000)  # noqa: SIM115  # who sends it closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lisez-moi.txt", READ_ME.format(site=site, day=f"{localtime(at):%d/%m/%Y}"))
        archive.writestr("donnees.json", _as_json(held))
        for holding, rows in held:
            if rows:
                archive.writestr(f"{holding.code}.csv", _as_csv(rows))
            for number, (name, path) in enumerate(holding.files(person), start=1):
                if path.exists():
                    archive.write(path, f"fichiers/{number:03}-{name}")
    file.seek(0)
    return file


def said(value: object) -> str:
    """Tell a value as people read it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}\u00a0: {said(one)}" for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(said(one) for one in value)
    return _said_of_one(value)


def _said_of_one(value: object) -> str:
    match value:
        case bool():
            return "oui" if value else "non"
        case datetime():
            return f"{localtime(value):%d/%m/%Y à %H h %M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return str(value)


def _as_json(held: list[tuple[Holding, list[Row]]]) -> str:
    content = {holding.title: [dict(row) for row in rows] for holding, rows in held}
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _as_csv(rows: list[Row]) -> str:
    """Rows of one holding may differ: a column for each label that any of them has."""
    labels = list(dict.fromkeys(label for row in rows for label in row))
    return table_as_csv(labels, [[said(row.get(label)) for label in labels] for row in rows])
