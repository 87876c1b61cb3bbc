"""What the operator does with the eligibility rules of a call: each change is a new version, none is ever rewritten."""

from collections.abc import Sequence
from itertools import count

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.models import Call, RuleSet
from frenchimpact.calls.queries.eligibility import facts_of, rules_in, ruleset_in_force, settings_of
from frenchimpact.calls.rules import eligibility as rules
from frenchimpact.calls.rules.calls import require_operator
from frenchimpact.eligibility.calculations import Rule, written_rule
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

LONGEST_KEY = 50
RESERVED = {"ajout"}  # the address of the page that adds one


@transaction.atomic
def write_rules(call: Call, written: Sequence[Rule], *, read: int, by: User) -> RuleSet:
    """Give a call these rules, in this order; they apply to what is submitted from now on.

    `read` is the version that was read (0: none). Refuses anybody but an operator, a closed call, rules that cannot be
    evaluated, and what somebody else changed meanwhile. The same again changes nothing.
    """
    require_operator(by, timezone.now())
    call = Call.objects.select_for_update().get(pk=call.pk)
    standing = ruleset_in_force(call)
    number = standing.number if standing else 0
    rules.require_changeable_rules(call, read, number)
    rules.require_sound(written, facts_of(call), settings_of(call))
    if standing and list(written) == rules_in(standing):
        return standing
    ruleset = RuleSet.objects.create(call=call, number=number + 1, rules=[written_rule(one) for one in written], by=by)
    record(events.RULES_CHANGED, call, by=by, version=ruleset.number, count=len(written))
    return ruleset


@transaction.atomic
def add_rule(call: Call, rule: Rule, *, read: int, by: User) -> RuleSet:
    """Add a rule after the others, under a key of its own made of its title."""
    known = rules_in(ruleset_in_force(call))
    return write_rules(call, [*known, _named(rule, known)], read=read, by=by)


@transaction.atomic
def change_rule(call: Call, rule: Rule, *, read: int, by: User) -> RuleSet:
    """Put this rule where the one of the same key stands."""
    known = rules_in(ruleset_in_force(call))
    _require_known(known, rule.key)
    return write_rules(call, [rule if one.key == rule.key else one for one in known], read=read, by=by)


@transaction.atomic
def remove_rule(call: Call, key: str, *, read: int, by: User) -> RuleSet:
    """Take a rule away; what it found in what was submitted stays."""
    known = rules_in(ruleset_in_force(call))
    _require_known(known, key)
    return write_rules(call, [one for one in known if one.key != key], read=read, by=by)


@transaction.atomic
def move_rule(call: Call, key: str, *, up: bool, read: int, by: User) -> RuleSet:
    """Put a rule one place higher or lower; at the end of the list, nothing changes."""
    known = rules_in(ruleset_in_force(call))
    _require_known(known, key)
    place = next(index for index, one in enumerate(known) if one.key == key)
    other = min(max(place + (-1 if up else 1), 0), len(known) - 1)
    known[place], known[other] = known[other], known[place]
    return write_rules(call, known, read=read, by=by)


def _named(rule: Rule, known: Sequence[Rule]) -> Rule:
    base = slugify(rule.title.replace("’", "'"))[:LONGEST_KEY] or "regle"
    taken = {one.key for one in known} | RESERVED
    names = (base if turn == 1 else f"{base}-{turn}" for turn in count(1))
    key = next(name for name in names if name not in taken)
    return Rule(key, rule.title, rule.condition, rule.todo, rule.only_if)


def _require_known(known: Sequence[Rule], key: str) -> None:
    if key not in {one.key for one in known}:
        raise Refusal("Cette règle n’existe plus : rechargez la liste.")
