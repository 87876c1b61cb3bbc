"""What was decided on a label: the acts, their letters, the observations; for its collective and for the team."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from frenchimpact.labels.models import ActKind, Label, LabelAct
from frenchimpact.ui.words import long_date

DECIDED = {
    ActKind.SUSPENSION: "je suspends, à compter de ce jour, le label «\u00a0{label}\u00a0» de {your}.",
    ActKind.LIFTING: "je lève la suspension du label «\u00a0{label}\u00a0» de {your}.",
    ActKind.REPLACEMENT: (
        "je mets fin au label «\u00a0{label}\u00a0» de {your}, qui en rejoint un autre\u00a0: le label de celui-ci le "
        "remplace à compter de ce jour."
    ),
    ActKind.WITHDRAWAL: "je retire, à compter de ce jour, le label «\u00a0{label}\u00a0» de {your}.",
}
SUBJECTS = {
    ActKind.SUSPENSION: "suspension du label",
    ActKind.LIFTING: "levée de la suspension du label",
    ActKind.REPLACEMENT: "remplacement du label",
    ActKind.WITHDRAWAL: "retrait du label",
}
HEARD = (
    "Vous pouvez présenter des observations écrites sur ce site jusqu’au {until} inclus, et demander à être entendus "
    "ou assistés d’un conseil (code des relations entre le public et l’administration, articles L121-1 et L122-1). La "
    "suspension sera ensuite levée, ou le label retiré."
)


@dataclass(frozen=True)
class ActLetter:
    """An act as it is written to the collective: CRPA L121-1, L211-2, L211-5 and L212-1."""

    service: str
    authority: str
    contact: str
    addressee: str
    number: str
    subject: str
    on: date
    decided: str
    reasons: str
    heard: str
    remedies: str
    signed_name: str
    signed_title: str
    signed_delegation: str
    is_draft: bool = False


def locked(label: Label) -> Label:
    """Take the label for oneself until the end of the transaction, as it stands now."""
    related = ("territory", "application__call", "collective", "organisation")
    return Label.objects.select_for_update(of=["self"]).select_related(*related).get(pk=label.pk)


def acts_of(label: Label) -> list[LabelAct]:
    """List what was decided on a label, with the observations of its holder, the latest first."""
    acts = LabelAct.objects.filter(label=label).select_related("by").prefetch_related("observations__by")
    return list(acts.order_by("-at", "-pk"))


def letter_of(act: LabelAct, *, is_draft: bool = False) -> ActLetter:
    """Write the letter of an act, saved or about to be."""
    label = act.label
    if label.application is None:
        raise ValueError(label.pk)  # a label of 2019 has no acts
    call, until, kind = label.application.call, act.observations_until, ActKind(act.kind)
    return ActLetter(
        service=call.service,
        authority=call.authority,
        contact=call.contact,
        addressee=_addressee(label),
        number=label.number or "",
        subject=SUBJECTS[kind],
        on=localdate(act.at),
        decided=DECIDED[kind].format(label=label.name, your=_yours(label)),
        reasons=act.reasons,
        heard=HEARD.format(until=long_date(localdate(until))) if until else "",
        remedies=call.remedies if kind != ActKind.LIFTING else "",
        signed_name=act.signed_name,
        signed_title=act.signed_title,
        signed_delegation=act.signed_delegation,
        is_draft=is_draft,
    )


def _yours(label: Label) -> str:
    return "votre territoire" if label.collective else "votre organisation"


def _addressee(label: Label) -> str:
    if label.collective is None:
        return str(label.holder)
    return f"{label.collective.lead.name}, chef de file du collectif de {label.holder}"
