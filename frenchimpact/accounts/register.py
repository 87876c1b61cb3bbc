"""The register of processing (GDPR, article 30), read from the models themselves and from the table of delays."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Field, Model

from frenchimpact.accounts.models import Retention, User
from frenchimpact.accounts.purges import purges
from frenchimpact.accounts.retention import STARTING
from frenchimpact.shared.personal_data import PersonalData

OURS = "frenchimpact."
# What a field that leads to a person says, where the model gives it no French name of its own.
NAMES_OF_TIES = {
    "person": "la personne",
    "by": "par qui",
    "to": "à qui",
    "before": "à qui c’était avant",
    "owner": "à qui c’est",
    "ended_by": "terminé par",
    "added_by": "ajouté par",
    "removed_by": "retiré par",
    "changed_by": "modifié par",
    "created_by": "créé par",
    "started_by": "commencé par",
    "submitted_by": "déposé par",
    "asked_by": "demandé par",
    "answered_by": "répondu par",
    "published_by": "publié par",
    "handled_by": "traité par",
    "undone_by": "annulé par",
    "reopened_by": "rouvert par",
    "sent_back_by": "renvoyé par",
    "read_by": "lu par",
    "ruled_by": "apprécié par",
    "validated_by": "validé par",
    "opened_by": "ouvert par",
    "closed_by": "clos par",
    "decided_by": "noté par",
    "officer": "chargé·e de l’instruction",
}
# Fields of machines that have no French name on their model.
NAMES_OF_FIELDS = {
    "last_login": "dernière connexion",
    "joined_at": "inscription",
    "told_at": "envoyée le",
    "used_at": "utilisé le",
    "created_at": "créé le",
    "credential": "clé publique",
    "credential_id": "identifiant de la clé publique",
    "token_hash": "empreinte du lien",
    "text": "texte",
    "proof": "justificatif",
}
# What the site deletes by itself as soon as it is of no use, whatever the line says: see the tasks of these modules.
SHORT_LIVED = {"security", "message"}


@dataclass(frozen=True)
class Processing:
    """One table that holds something about people."""

    code: str  # « accounts.user »
    what: str
    fields: tuple[str, ...]
    purpose: str
    basis: str


@dataclass(frozen=True)
class Delay:
    """One line of the table of delays, with all that is kept for so long."""

    line: Retention
    is_automatic: bool
    processings: tuple[Processing, ...]


def models_with_personal_data() -> dict[type[Model], PersonalData]:
    """Return our models that say what they hold about people."""
    ours = [model for model in apps.get_models() if model.__module__.startswith(OURS)]
    found = ((model, getattr(model, "personal_data", None)) for model in ours)
    return {model: data for model, data in found if isinstance(data, PersonalData)}


def delays() -> list[Delay]:
    """Return the register: each delay, and what is kept for so long; in one query."""
    found = models_with_personal_data()
    return [
        Delay(
            line,
            line.code in SHORT_LIVED | {purge.code for purge in purges()},
            tuple(_processing(model, data) for model, data in found.items() if data.retention == line.code),
        )
        for line in lines()
    ]


def lines() -> list[Retention]:
    """Return the delays in force, in the order in which the site starts with them, others after; in one query."""
    written = {line.code: line for line in Retention.objects.order_by("title")}
    starting = [written.pop(line.code, Retention(**vars(line))) for line in STARTING]
    return [*starting, *written.values()]


def _processing(model: type[Model], data: PersonalData) -> Processing:
    return Processing(
        code=model._meta.label_lower,
        what=str(model._meta.verbose_name),
        fields=tuple(french_name(model, name) for name in data.fields),
        purpose=data.purpose,
        basis=data.basis.value,
    )


def french_name(model: type[Model], name: str) -> str:
    """Return how people call this field: its name on the model, or one of ours for those that have none."""
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        return name
    if field.related_model is User and field.verbose_name == _default_name(field):
        return NAMES_OF_TIES.get(name, field.verbose_name)
    if field.verbose_name == _default_name(field) or name == "last_login":
        return NAMES_OF_FIELDS.get(name, str(field.verbose_name))
    return str(field.verbose_name)


def _default_name(field: "Field[object, object]") -> str:
    return field.name.replace("_", " ")
