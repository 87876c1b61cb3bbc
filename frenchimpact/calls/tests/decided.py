"""Applications at the steps that officers and authorities have pages for, made of rows, and their addresses."""

from datetime import timedelta

from django.utils import timezone

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed
from frenchimpact.calls.models import Application, Channel, Decision, DeskView, Exchange, Handover, Sense, Stage
from frenchimpact.calls.tests.factories import collective_of, make_wave
from frenchimpact.calls.tests.filed import make_filed_things
from frenchimpact.community.models import Collective
from frenchimpact.community.tests.factories import make_collective
from frenchimpact.questionnaires.models import AnswerSheet, Opening

OF_A_FILE = ("application", "take", "assign", "admissibility", "complements", "propose", "exchange")
OF_A_RULE = ("operator_rule", "operator_rule_move", "operator_rule_removal")
OF_RULES = ("operator_rules", "operator_rule_new")
OF_QUESTIONS = (
    *(f"operator_questions{end}" for end in ("", "_preview", "_publish", "_drop")),
    "operator_letters",
    "operator_question_new",
    "operator_section_new",
)
OF_A_QUESTION = ("operator_question", "operator_question_step")
OF_A_SECTION = ("operator_section", "operator_section_step")
OF_A_WAVE = ("operator_wave_edit", "operator_wave_places", "operator_wave_prorogue")
OF_A_CALL = ("operator_call", "operator_call_edit", "operator_call_open", "operator_call_close", "operator_wave_new")

Arguments = dict[str, dict[str, object]]


def make_decided(application: Application, *, name: str = "Diane Décide") -> Application:
    """Make another application of the same collective, which was refused; the collective has opened the decision."""
    decider, officer = _appointed(name, Capacity.DECIDER), _appointed("Octave Examine", Capacity.OFFICER)
    decided = _another(application, Stage.REJECTED)
    now = timezone.now()
    decided.proposals.create(sense=Sense.UNFAVOURABLE, reasons="Trop tôt.", by=officer, at=now)
    Decision.objects.create(
        application=decided,
        sense=Sense.UNFAVOURABLE,
        reasons="Trop tôt.",
        by=decider,
        appointment=decider.appointments.get(),
        signed_name=decider.name,
        signed_title="directrice",
        at=now,
        read_at=now,
    )
    return decided


def decided_arguments(application: Application) -> Arguments:
    where: dict[str, object] = {"public_id": make_decided(application).public_id}
    return {f"calls:{name}": where for name in ("decision", "decision_read", "decision_letter")}


def desk_arguments() -> Arguments:
    """Arguments of the pages of the team, the officers and the authority, at the step that each is for."""
    filed = make_filed_things(make_collective("Collectif Témoin"), "Collectif Témoin").application
    complete = another_like(make_collective("Collectif Complet"), filed, Stage.COMPLETENESS)
    proposed = another_like(make_collective("Collectif Proposé"), filed, Stage.PROPOSED)
    examined = another_like(make_collective("Collectif Instruit"), filed, Stage.INSTRUCTION)
    waiting = another_like(make_collective("Collectif Attendu"), filed, Stage.CORRECTION_REQUESTED)
    waiting.complements.create(asked_at=timezone.now(), due_at=timezone.now() + timedelta(days=5))
    officer = _appointed("Octave Examine", Capacity.OFFICER)
    proposed.proposals.create(sense=Sense.FAVOURABLE, reasons="Oui.", by=officer, at=timezone.now())
    call: dict[str, object] = {"slug": filed.call.slug}
    if not filed.call.waves.exists():
        make_wave(filed.call)
    wave = call | {"number": 1}
    asked = filed.sheet.version.questions.select_related("section")[0]
    reached = {"complete": complete, "examined": examined, "proposed": proposed}
    at = {stage: {"public_id": each.public_id} for stage, each in reached.items()}
    return {
        **{f"calls:officer_{name}": {"public_id": filed.public_id} for name in OF_A_FILE},
        **{f"calls:{name}": call for name in (*OF_A_CALL, *OF_RULES, *OF_QUESTIONS)},
        **{f"calls:{name}": call | {"key": asked.key} for name in OF_A_QUESTION},
        **{f"calls:{name}": call | {"key": asked.section.key} for name in OF_A_SECTION},
        **{f"calls:{name}": call | {"key": "membres"} for name in OF_A_RULE},
        **{f"calls:{name}": wave for name in OF_A_WAVE},
        "calls:operator_wave_step": wave | {"name": "annonce"},
        "calls:officer_extension": {"public_id": waiting.public_id},
        "calls:officer_strike": {"public_id": filed.public_id, "pk": _said(filed, officer).pk},
        "calls:officer_view_drop": {"pk": DeskView.objects.create(owner=officer, title="Une", query="vague=1").pk},
        "calls:officer_handover": {"pk": Handover.objects.create(by=officer, to=officer, at=timezone.now()).pk},
        "calls:officer_complete": dict(at["complete"]),
        "calls:officer_complements": dict(at["complete"]),
        "calls:officer_propose": dict(at["examined"]),
        "calls:officer_letter": {"public_id": make_decided(filed, name="Désiré Décide").public_id},
        "calls:officer_decide": dict(at["proposed"]),
        "calls:officer_send_back": dict(at["proposed"]),
    }


def _said(application: Application, officer: User) -> Exchange:
    now = timezone.now()
    return application.exchanges.create(channel=Channel.EMAIL, on=now.date(), summary="Un mot.", by=officer, at=now)


def _appointed(name: str, capacity: Capacity) -> User:
    return User.objects.filter(name=name).first() or make_appointed(name, capacity)


def _another(application: Application, stage: Stage) -> Application:
    return another_like(collective_of(application), application, stage)


def another_like(collective: Collective, like: Application, stage: Stage) -> Application:
    sheet = AnswerSheet.objects.create(version=like.sheet.version, owner="calls.application", opening=Opening.NONE)
    made = Application.objects.create(
        call=like.call,
        collective=collective,
        sheet=sheet,
        wave=like.wave,
        stage=stage,
        stage_since=timezone.now(),
        submitted_at=timezone.now(),
        receipt_number=f"TFI-2026-{sheet.pk:06}",
    )
    content = like.submissions.get(number=1).content
    made.submissions.create(number=1, at=timezone.now(), content=content, digest="0" * 64)
    return made
