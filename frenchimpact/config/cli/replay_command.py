"""`frenchimpact replay`: the ranking of a wave made again from its public record alone, without any database."""

import sys
from argparse import Namespace

from frenchimpact.calls.calculations.record import NotARecordError, Record, digest_of, read_record, replay
from frenchimpact.shared.errors import Refusal

SHOWN = 10  # differences named


def run(arguments: Namespace) -> int:
    """Say identical or not, with the digest to compare with the published one; the exit code is 1 when it is not."""
    try:
        record = read_record(arguments.file.read_bytes())
        differs = replay(record)
    except OSError as error:
        raise Refusal(f"Le fichier {arguments.file} ne peut pas être lu : vérifiez son nom et vos droits.") from error
    except NotARecordError as error:
        raise Refusal(
            f"{arguments.file} n’est pas le relevé public d’une vague : téléchargez-le de nouveau."
        ) from error
    print(f"Appel {record.call}, vague {record.wave}, décidée le {record.decided_on:%d/%m/%Y} : {_size(record)}")
    print(f"Empreinte SHA-256 : {digest_of(record)}")
    if not differs:
        print("Identique : le classement refait est celui du relevé.")
        return 0
    more = f" et {len(differs) - SHOWN} autres" if len(differs) > SHOWN else ""
    print(f"Différent : {', '.join(differs[:SHOWN])}{more}.", file=sys.stderr)
    return 1


def _size(record: Record) -> str:
    readers = len({reading.reader for reading in record.readings})
    return f"{len(record.ranking)} candidatures, {readers} lecteurs, {len(record.readings)} lectures."
