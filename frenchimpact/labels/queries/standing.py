"""Where a label stands, told to whoever verifies it: one sentence, and what happened to it."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from frenchimpact.labels.calculations.numbers import Slip, read_number
from frenchimpact.labels.models import ActKind, Label, LabelAct, State
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.words import long_date

TONES = {
    State.TO_CONFIRM: "ochre",
    State.ACTIVE: "green",
    State.SUSPENDED: "ochre",
    State.WITHDRAWN: "coral",
    State.EXPIRED: "grey",
    State.REPLACED: "grey",
}
SLIPS = {
    Slip.LENGTH: "Un numéro de label a huit signes après « FI », comme FI-XXXX-XXXX : recomptez-les.",
    Slip.SIGN: "Ce numéro contient une faute de frappe : relisez-le, signe par signe, sur le certificat.",
}
ACTS = {
    ActKind.SUSPENSION: "Label suspendu",
    ActKind.LIFTING: "Suspension levée",
    ActKind.REPLACEMENT: "Label remplacé",
    ActKind.WITHDRAWAL: "Label retiré",
}
UNKNOWN = (
    "Aucun label publié ne porte ce numéro : relisez-le. S’il est exact, le document que vous avez n’est pas de nous."
)


@dataclass(frozen=True)
class Standing:
    """Where a label stands on a day; `is_valid` only when it may be relied on."""

    state: State
    sentence: str

    @property
    def is_valid(self) -> bool:
        return self.state == State.ACTIVE

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def name(self) -> str:
        return str(self.state.label)


@dataclass(frozen=True)
class Fact:
    """One thing that happened to a label, as the public reads it."""

    on: date
    title: str
    text: str = ""


def label_numbered(typed: str) -> Label:
    """Find a published label by its number as somebody typed it; refuses with what to look at again."""
    number = read_number(typed)
    if isinstance(number, Slip):
        raise Refusal(SLIPS[number])
    label = Label.objects.shown().with_holder().filter(number=number).first()
    if label is None:
        raise Refusal(UNKNOWN)
    return label


def standing_of(label: Label, on: date) -> Standing:
    state = label.state_on(on)
    return Standing(state, _sentence(label, state))


def story_of(label: Label, on: date) -> list[Fact]:
    """Tell the public what happened to a label, the latest first."""
    facts = [
        _fact(label.issued_at and localdate(label.issued_at), "Label délivré", label.source),
        _fact(
            label.published_at and localdate(label.published_at),
            "Label publié",
            label.wave_title[:1].upper() + label.wave_title[1:],
        ),
    ]
    acts = LabelAct.objects.filter(label=label).order_by("at", "pk")
    facts += [_fact(localdate(act.at), ACTS[ActKind(act.kind)], act.public_note) for act in acts]
    if label.replaced_at and not any(act.kind == ActKind.REPLACEMENT for act in acts):
        facts.append(_fact(localdate(label.replaced_at), "Label remplacé", "Un label plus récent le remplace."))
    if label.state_on(on) == State.EXPIRED:
        facts.append(_fact(label.valid_until, "Label arrivé à son terme", "Ce jour était son dernier jour."))
    return sorted((fact for fact in facts if fact), key=lambda fact: fact.on, reverse=True)


def successor_of(label: Label) -> Label | None:
    """Return the label that stands in its place: of the territory that it joined, or a later one of its own."""
    act = (
        LabelAct.objects.filter(label=label, kind=ActKind.REPLACEMENT)
        .select_related("replaced_by__territory", "replaced_by__former_territory")
        .first()
    )
    if act or label.state != State.REPLACED:
        return act.replaced_by if act else None
    later = Label.objects.with_holder().shown().exclude(number=None)
    if label.organisation:
        return later.filter(organisation=label.organisation, pk__gt=label.pk).order_by("pk").first()
    return later.filter(territory=label.former_territory).first()


def _fact(on: date | None, title: str, text: str) -> Fact | None:
    return Fact(on, title, text) if on else None


def _sentence(label: Label, state: State) -> str:
    until = long_date(label.valid_until) if label.valid_until else ""
    return {
        State.TO_CONFIRM: "Labellisé en 2019\u00a0: nous ne savons pas si ce label vaut encore.",
        State.ACTIVE: f"Ce label est authentique et en cours de validité, jusqu’au {until}.",
        State.SUSPENDED: "Ce label est authentique, mais il est suspendu\u00a0: on ne peut pas s’en prévaloir.",
        State.WITHDRAWN: "Ce label est authentique, mais il a été retiré\u00a0: il ne vaut plus.",
        State.EXPIRED: f"Ce label est authentique, mais il est arrivé à son terme le {until}\u00a0: il ne vaut plus.",
        State.REPLACED: "Ce label est authentique, mais un autre label l’a remplacé\u00a0: il ne vaut plus.",
    }[state]
