"""When a call may open, and what its waves may be."""

from calendar import monthrange
from datetime import datetime

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import is_operator
from frenchimpact.calls.models import Call, CallStage, ImplicitSense, Wave, WaveStage
from frenchimpact.shared.errors import Refusal

TO_FILL_IN = "à compléter"  # marks in shipped texts what only the team knows
# What a receipt and a decision must say of the service and of remedies: CRPA R112-5, CJA R421-5.
MUST_BE_SAID = ("service", "authority", "contact", "postal_address", "phone", "remedies")
LEAP_FREE = 2027  # a year whose months are as short as months get
MONTHS_IN_A_YEAR = 12


def require_operator(by: User, at: datetime) -> None:
    if not is_operator(by, at):
        raise Refusal("Seule l’équipe du programme conduit les appels : adressez-vous à l’une de ses personnes.")


def own_delay_days(call: Call) -> int:
    """Days that the service gives itself, from the submission to the decision; the collective’s own are not counted."""
    return call.admissibility_days + call.completeness_days + call.instruction_days + call.proposal_days


def implicit_days(call: Call) -> int:
    """Days that the implicit delay lasts at the very least: months are of unequal length."""
    return min(_days_of(start, call.implicit_months) for start in range(1, MONTHS_IN_A_YEAR + 1))


def is_slower_than_silence(call: Call) -> bool:
    """Say whether silence would speak before the service does (CRPA L231-4), where it says anything."""
    return call.implicit_sense != ImplicitSense.NONE and own_delay_days(call) > implicit_days(call)


def left_to_fill_in(call: Call) -> list[str]:
    """Name the settings that a shipped text left to the team."""
    empty = [name for name in MUST_BE_SAID if not getattr(call, name).strip()]
    fields = (*MUST_BE_SAID, "summary", "text")
    marked = [name for name in fields if TO_FILL_IN in getattr(call, name)]
    invalid = ["contact"] if call.contact.endswith(".invalid") else []
    names = [name for name in fields if name in {*empty, *marked, *invalid}]
    words = {field.name: str(field.verbose_name) for field in Call._meta.fields}
    return [words[name] for name in names]


def require_openable(call: Call) -> None:
    if call.stage == CallStage.OPEN:
        raise Refusal("Cet appel est déjà ouvert.")
    if missing := left_to_fill_in(call):
        raise Refusal(f"Complétez d’abord les réglages de l’appel : {', '.join(missing)}.")
    if not call.form.versions.exclude(published_at=None).exists():
        raise Refusal("Publiez d’abord le questionnaire de l’appel : sans lui, personne ne peut candidater.")
    if call.implicit_sense == ImplicitSense.ACCEPTANCE:
        raise Refusal(
            "Le site ne délivre aucun label sans décision écrite : pour le silence du service, choisissez « rejet » "
            "ou « sans objet »."
        )
    if is_slower_than_silence(call) and not call.long_delay_note.strip():
        raise Refusal(
            f"Vos délais ({own_delay_days(call)} jours) dépassent celui de la décision implicite "
            f"({call.implicit_months} mois) : raccourcissez-les, ou écrivez pourquoi vous ouvrez l’appel en le sachant."
        )


def require_good_dates(wave: Wave) -> None:
    """Refuse dates out of order, and a wave that overlaps another one of the call."""
    if wave.cutoff_at <= wave.opens_at:
        raise Refusal("La date limite de dépôt vient après l’ouverture : corrigez l’une des deux.")
    if wave.publication_at < wave.cutoff_at:
        raise Refusal("Les labels ne sont publiés qu’après la date limite de dépôt : choisissez une date plus tardive.")
    if wave.decision_on and not wave.cutoff_at.date() <= wave.decision_on <= wave.publication_at.date():
        raise Refusal("La décision vient entre la date limite de dépôt et la publication : corrigez sa date.")
    others = wave.call.waves.exclude(pk=wave.pk)
    if other := others.filter(opens_at__lte=wave.cutoff_at, cutoff_at__gte=wave.opens_at).first():
        raise Refusal(f"Ces dates chevauchent celles de la vague {other.number} : deux vagues ne se mêlent pas.")


def require_changeable(wave: Wave) -> None:
    if wave.stage not in {WaveStage.DRAFT, WaveStage.PREVIEWED}:
        raise Refusal("Cette vague est ouverte : ses dates sont promises. Vous pouvez seulement la proroger.")


def require_stage(wave: Wave, stage: WaveStage, refusal: str) -> None:
    if wave.stage != stage:
        raise Refusal(refusal)


def require_prorogation(wave: Wave, after: datetime, reason: str, *, at: datetime) -> None:
    require_stage(wave, WaveStage.OPENED, "Seule une vague ouverte se proroge : changez plutôt ses dates.")
    if at > wave.cutoff_at:
        raise Refusal("La date limite est passée : les dépôts vont à la vague suivante, celle-ci ne se proroge plus.")
    if after <= wave.cutoff_at:
        raise Refusal("Une prorogation repousse la date limite, jamais l’inverse : choisissez une date plus tardive.")
    if not reason.strip():
        raise Refusal("Dites pourquoi la date limite change : le motif est public.")


def _days_of(start: int, months: int) -> int:
    return sum(monthrange(LEAP_FREE, (start - 1 + turn) % MONTHS_IN_A_YEAR + 1)[1] for turn in range(months))
