"""`frenchimpact replay`: the ranking of a wave made again from its public record alone, without any database."""

import sys
from argparse import Namespace
from pathlib import Path

from frenchimpact.calls.calculations.record import NotARecordError, Record, digest_of, read_record, replay
from frenchimpact.labels.calculations.signatures import NotKeysError, is_signed, read_keys
from frenchimpact.shared.errors import Refusal

SHOWN = 10  # differences named


def run(arguments: Namespace) -> int:
    """Say identical or not, with the digest to compare with the published one, and whether it is signed if asked.

    The exit code is 1 when it is not identical, or not signed.
    """
    try:
        record = read_record(_content_of(arguments.file))
        differs = replay(record)
    except NotARecordError as error:
        raise Refusal(
            f"{arguments.file} n’est pas le relevé public d’une vague : téléchargez-le de nouveau."
        ) from error
    print(f"Appel {record.call}, vague {record.wave}, décidée le {record.decided_on:%d/%m/%Y} : {_size(record)}")
    print(f"Empreinte SHA-256 : {digest_of(record)}")
    is_genuine = arguments.key is None or _tell_signature(record, arguments)
    if not differs:
        print("Identique : le classement refait est celui du relevé.")
        return 0 if is_genuine else 1
    more = f" et {len(differs) - SHOWN} autres" if len(differs) > SHOWN else ""
    print(f"Différent : {', '.join(differs[:SHOWN])}{more}.", file=sys.stderr)
    return 1


def _content_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal(f"Le fichier {file} ne peut pas être lu : vérifiez son nom et vos droits.") from error


def _tell_signature(record: Record, arguments: Namespace) -> bool:
    file = arguments.signature or arguments.file.with_suffix(".jws")
    try:
        keys = read_keys(_content_of(arguments.key).decode())
    except (NotKeysError, UnicodeDecodeError) as error:
        raise Refusal(f"{arguments.key} ne contient pas de clé publique : téléchargez-les de nouveau.") from error
    if is_signed(digest_of(record), _content_of(file).decode(errors="replace"), keys):
        print("Signé : une de ces clés publiques a signé cette empreinte.")
        return True
    print("Non signé : aucune de ces clés publiques n’a signé cette empreinte.", file=sys.stderr)
    return False


def _size(record: Record) -> str:
    readers = len({reading.reader for reading in record.readings})
    return f"{len(record.ranking)} candidatures, {readers} lecteurs, {len(record.readings)} lectures."
