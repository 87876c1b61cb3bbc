"""What a model says about the people it holds data of: the register of processing is made from it, nothing else."""

from dataclasses import dataclass
from enum import Enum


class Basis(Enum):
    """Legal basis of a processing: GDPR, article 6, paragraph 1."""

    CONSENT = "consentement (article 6.1.a)"
    CONTRACT = "exécution d’un service demandé (article 6.1.b)"
    LEGAL_DUTY = "obligation légale (article 6.1.c)"
    PUBLIC_TASK = "mission d’intérêt public (article 6.1.e)"
    LEGITIMATE_INTEREST = "intérêt légitime : la sécurité du site (article 6.1.f)"


@dataclass(frozen=True)
class PersonalData:
    """Stands on a model as `personal_data = PersonalData(…)`.

    `fields`: the names of its fields that tell something about a person, foreign keys to people included.
    `purpose`: a French sentence, why the site holds them. `retention`: the code of a line of `accounts.Retention`.
    """

    fields: tuple[str, ...]
    purpose: str
    basis: Basis
    retention: str
