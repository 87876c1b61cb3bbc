"""The rules of the house that no ready-made linter knows: what is written where, and who knows whom."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Model
from django.db.models.options import Options

from frenchimpact.journal.kinds import known
from tests.architecture.reading import OUR_MODELS, SOURCES, calls_in, is_downward, is_kind, module_of, short, writes_in

# The journal and the outbox write down what an action did, loaders bring official files: those say who.
FOLLOW_AN_ACTION = {"journal", "messaging"}
# Who comes in by a link is nobody yet, or is told by the link itself.
BEFORE_ANYBODY = {
    "issue_first_operator_link",
    "claim_first_operator",
    "use_sign_in_link",
    "count_link_try",
    "count_request",
    "count_try",
    "forget_tries",
    "issue_code",
    "try_code",
    "open_account",
    "use_passkey",
    "cancel_loss",
    "undo_address_change",
}
# What a job does for the site itself, whoever set it off.
THE_SITE_ITSELF = {
    "rebuild_place_names",
    "measure_perimeters",
    "resolve_perimeter",
    "resolve_perimeters",
    "scan_document",
    "scan_waiting_documents",
    "sweep_orphans",
    "forget_dead_links",
    "forget_old_counts",
    "note_session_seen",
    "purge_unused",
    "lapse_overdue",
    "remind_of_complements",
    "remind_of_cutoffs",
    "watch_silences",
    "watch_conflicts",
    "watch_readings",
    "keep_missing_rankings",
    "settle_waves",
    "publish_due_labels",
    "publish_label",
    "expire_due_labels",
    "expire_label",
    "remind_of_terms",
    "move_label",
    "key_that_signs",
    "sign_label",
    "write_status_lists",
    "prepare_proofs",
    "put_off_publications",
    "write_record",
    "write_missing_records",
    "review_bases",
}
# What `erase_person` and `purge_unused` ask of every module: they say who, or that it is the site.
PART_OF_AN_ERASURE = (["person", "at"], ["number", "at"], ["number", "on"])
# A digest has one transaction a person, the sweepers one a file or a job, so that one that fails undoes no other;
# nothing is locked while the antivirus reads.
NOT_ATOMIC = {
    "lapse_overdue",
    "watch_conflicts",
    "watch_readings",
    "keep_missing_rankings",
    "open_meeting",
    "remind_of_complements",
    "remind_of_cutoffs",
    "publish_due_labels",
    "write_missing_records",
} | {
    "expire_due_labels",
    "watch_silences",
    "settle_waves",
    "review_bases",
    "purge_unused",
    "send_digests",
    "sweep_orphans",
    "scan_document",
    "retry_stalled_jobs",
    "forget_old_jobs",
}
SPEAK_SQL = {"queries", "actions", "imports"}
# What no model says: the state of a transaction, the version of the server, a lock of a whole release.
SPEAK_TO_THE_SERVER = {
    "frenchimpact/shared/middleware.py",
    "frenchimpact/config/cli/dump.py",
    "frenchimpact/config/cli/preparation.py",
}
ACTIONS = [path for path in SOURCES if is_kind(path, "actions")]


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_only_actions_and_imports_write(path: Path) -> None:
    if not (is_kind(path, "actions") or is_kind(path, "imports")):
        assert writes_in(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    ["project.save()", "Project.objects.update(stage=stage)", "old.delete()", "Project.objects.bulk_create(rows)"],
)
def test_a_write_is_seen(source: str) -> None:
    assert writes_in(source) == [1]


@pytest.mark.parametrize("source", ["seen.update({1: 2})", "digest.update(b'x')", "storage.save(name, file)"])
def test_a_namesake_of_a_write_is_let_through(source: str) -> None:
    assert writes_in(source) == []


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_sql_is_written_where_the_database_is_asked_or_changed(path: Path) -> None:
    speaks_sql = any(name == "cursor" and not call.args for name, call in calls_in(path.read_text()))

    assert not speaks_sql or any(is_kind(path, kind) for kind in SPEAK_SQL) or short(path) in SPEAK_TO_THE_SERVER


@pytest.mark.parametrize("path", ACTIONS, ids=short)
def test_a_public_action_is_atomic_says_who_and_has_a_docstring(path: Path) -> None:
    module = path.read_text()

    assert [fault for node in public_functions(module) for fault in faults_of_action(node, short(path))] == []


def test_no_exception_outlives_its_reason() -> None:
    found = [node for path in ACTIONS for node in public_functions(path.read_text())]
    say_nobody = {node.name for node in found if "by" not in {arg.arg for arg in node.args.kwonlyargs}}
    not_atomic = {node.name for node in found if not is_atomic(node)}

    assert (BEFORE_ANYBODY | THE_SITE_ITSELF) - say_nobody == set()
    assert NOT_ATOMIC - not_atomic == set()


def test_an_action_that_breaks_the_rule_is_seen() -> None:
    (node,) = public_functions("def award_label(label): ...")

    assert faults_of_action(node, "frenchimpact/labels/actions.py") == [
        "award_label is not atomic",
        "award_label does not say who",
        "award_label has no docstring",
    ]


def test_foreign_keys_point_down() -> None:
    arrows = [
        (module_of(model), module_of(field.related_model))
        for model in OUR_MODELS
        for field in [*options(model).fields, *options(model).many_to_many]
        if field.related_model in OUR_MODELS
    ]

    assert [arrow for arrow in arrows if not is_downward(*arrow)] == []
    assert ("messaging", "accounts") in arrows  # the walk does see them


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_a_model_asked_for_by_name_stands_below(path: Path) -> None:
    asked = [
        ast.literal_eval(call.args[0])
        for name, call in calls_in(path.read_text())
        if name == "get_model" and isinstance(call.args[0], ast.Constant)
    ]
    here = Path(short(path)).parts[1]

    assert [label for label in asked if not is_downward(here, label.split(".")[0])] == []


def test_an_arrow_up_or_between_strangers_is_refused() -> None:
    arrows = [("accounts", "journal"), ("journal", "accounts"), ("geography", "themes"), ("labels", "labels")]

    assert [is_downward(*arrow) for arrow in arrows] == [True, False, False, True]


def test_every_model_says_what_it_is() -> None:
    assert [model.__name__ for model in OUR_MODELS if model.__str__ is Model.__str__] == []


def test_every_model_has_a_french_name() -> None:
    assert [model.__name__ for model in OUR_MODELS if "verbose_name" not in options(model).original_attrs] == []


def test_every_kind_of_event_has_a_code_of_two_words_and_a_french_phrase_of_its_own() -> None:
    assert len(known) > 5
    assert [code for code in known if not re.fullmatch(r"[a-z_]+\.[a-z_]+", code)] == []
    assert [kind.code for kind in known.values() if kind.phrase[0].isupper() or kind.phrase.endswith(".")] == []
    assert len({kind.phrase for kind in known.values()}) == len(known)


def test_every_kind_of_event_is_declared_in_events() -> None:
    declared_elsewhere = [
        short(path)
        for path in SOURCES
        if not is_kind(path, "events") and path.stem != "kinds" and declares_kind(path.read_text())
    ]

    assert declared_elsewhere == []


def test_the_pages_whose_get_may_write_are_those_reviewed() -> None:
    assert set(settings.GET_MAY_WRITE) == {"accounts:proconnect_return"}


def test_the_pages_outside_the_read_only_transaction_are_those_reviewed() -> None:
    assert set(settings.NO_DATABASE) == {"portal:alive"}


def test_the_namespaces_that_decide_for_themselves_are_those_reviewed() -> None:
    assert set(settings.NAMESPACES_WITH_OWN_ACCESS) == {"api-v1"}


def public_functions(source: str) -> list[ast.FunctionDef]:
    return [
        node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def is_atomic(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(one) in {"transaction.atomic", "transaction.atomic()"} for one in node.decorator_list)


def faults_of_action(node: ast.FunctionDef, path: str) -> list[str]:
    says_who = "by" in {arg.arg for arg in node.args.kwonlyargs}
    needs_nobody = Path(path).parts[1] in FOLLOW_AN_ACTION or node.name in BEFORE_ANYBODY | THE_SITE_ITSELF
    needs_nobody = needs_nobody or [arg.arg for arg in node.args.args] in PART_OF_AN_ERASURE
    return [
        *([f"{node.name} is not atomic"] if not is_atomic(node) and node.name not in NOT_ATOMIC else []),
        *([f"{node.name} does not say who"] if not says_who and not needs_nobody else []),
        *([f"{node.name} has no docstring"] if not ast.get_docstring(node) else []),
    ]


def declares_kind(source: str) -> bool:
    """Say whether a kind of event is made here; other things are called `Kind` too, from elsewhere."""
    nodes = list(ast.walk(ast.parse(source)))
    knows = any(isinstance(node, ast.ImportFrom) and node.module == "frenchimpact.journal.kinds" for node in nodes)
    return knows and any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Kind" for node in nodes
    )


def options(model: type[Model]) -> "Options[Model]":
    return model._meta
