"""A call with a committee, made of rows, and the addresses that lead to it."""

from frenchimpact.accounts.models import User
from frenchimpact.assessments.actions import create_grid
from frenchimpact.assessments.rules import CriterionFacts
from frenchimpact.calls.models import Call, Committee
from frenchimpact.calls.tests.factories import make_call

Arguments = dict[str, dict[str, object]]
ANCHORS = tuple(f"Repère {score}" for score in range(6))
CRITERIA = (
    CriterionFacts("defis", "Défis", "Sont-ils clairs\u00a0?", 60, ANCHORS),
    CriterionFacts("moyens", "Moyens", "Suffisent-ils\u00a0?", 40, ANCHORS),
)


def make_committee(call: Call | None = None, *, by: User | None = None, readers: int = 2) -> Committee:
    call = call or Call.objects.filter(slug="comite").first() or make_call("Appel avec comité", slug="comite")
    if known := Committee.objects.filter(call=call).first():
        return known
    grid = create_grid("Grille d’essai", CRITERIA, by=by)
    return Committee.objects.create(call=call, grid=grid, readers=readers)


def committee_arguments() -> Arguments:
    call: dict[str, object] = {"slug": make_committee().call.slug}
    criterion = call | {"key": "defis"}
    return {
        **{f"calls:operator_{name}": call for name in ("committee_set_up", "grid", "criterion_new")},
        **{f"calls:operator_{name}": criterion for name in ("criterion", "criterion_removal")},
    }
