"""What labels hold about a person: acts that they signed, observations that they presented for a collective."""

from collections.abc import Sequence
from datetime import datetime

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.labels.models import LabelAct, Observation

ACTS_KEPT = (  # CRPA L212-1
    "Les suspensions, levées et retraits de labels que vous avez signés gardent votre nom et votre qualité : sans eux "
    "ils ne vaudraient plus."
)
OBSERVATIONS_KEPT = (
    "Les observations présentées au nom d’un collectif restent au dossier du label : une décision publique s’appuie "
    "dessus. Votre compte n’y est plus nommé."
)


def _acts(person: User) -> Sequence[Row]:
    related = ("label__territory", "label__former_territory", "label__collective", "label__organisation")
    rows = LabelAct.objects.filter(by=person).select_related(*related).order_by("pk")
    return [
        {"Acte": str(one), "Le": one.at, "Signé": one.signed_name, "Qualité": one.signed_title, "Motifs": one.reasons}
        for one in rows
    ]


def _keep_acts(person: User, at: datetime) -> Sequence[str]:  # noqa: ARG001  # as every erasure is asked
    return [ACTS_KEPT] if LabelAct.objects.filter(by=person).exists() else []


def _observations(person: User) -> Sequence[Row]:
    rows = Observation.objects.filter(by=person).order_by("pk")
    return [{"Observations sur un label": one.text, "Le": one.at} for one in rows]


def _keep_observations(person: User, at: datetime) -> Sequence[str]:  # noqa: ARG001  # as every erasure is asked
    return [OBSERVATIONS_KEPT] if Observation.objects.filter(by=person).exists() else []


register(Holding("labels.acts", "Mes actes sur des labels", _acts, _keep_acts))
register(Holding("labels.observations", "Mes observations sur des labels", _observations, _keep_observations))
