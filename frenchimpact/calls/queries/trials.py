"""Trying rules on what was really submitted: how many would pass, fail, or be to check by hand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.timezone import localdate

from frenchimpact.calls.models import Call, Submission
from frenchimpact.calls.queries.eligibility import facts_of, settings_of
from frenchimpact.eligibility.calculations import Fact, Rule, Verdict, all_of, examine, readings_from, resolved_rule
from frenchimpact.ui.words import WIDE, plural


@dataclass
class Tally:
    """How many applications a rule, or all of them, lets through; `apart` are those that it does not concern."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    apart: int = 0

    @property
    def of_all(self) -> str:
        """« 3 remplissent toutes les règles, 1 est à vérifier, 0 en manque une au moins »."""
        met, failed = self.counts[Verdict.PASS], self.counts[Verdict.FAIL]
        return (
            f"{met}{WIDE}{plural(met, 'remplit', 'remplissent')} toutes les règles, "
            f"{self.counts[Verdict.UNKNOWN]} à vérifier, {failed} à qui il en manque une au moins"
        )

    @property
    def in_words(self) -> str:
        """« 3 rempliraient, 1 à vérifier, 0 ne rempliraient pas »."""
        met, failed = self.counts[Verdict.PASS], self.counts[Verdict.FAIL]
        words = [
            f"{met}{WIDE}{plural(met, 'la remplirait', 'la rempliraient')}",
            f"{self.counts[Verdict.UNKNOWN]} à vérifier",
            f"{failed}{WIDE}{plural(failed, 'ne la remplirait pas', 'ne la rempliraient pas')}",
        ]
        return ", ".join([*words, *([f"{self.apart} sans objet"] if self.apart else [])])


@dataclass(frozen=True)
class Trial:
    """What rules would have found in all that was submitted to a call, as it was known on the day of each."""

    submitted: int
    whole: Tally
    by_rule: dict[str, Tally]


def trial_of(call: Call, rules: Sequence[Rule]) -> Trial:
    """Evaluate rules on the last submission of each application to this call. Three queries, however many there are."""
    facts, settings = facts_of(call), settings_of(call)
    ready = [resolved_rule(rule, settings) for rule in rules]
    trial = Trial(0, Tally(), {rule.key: Tally() for rule in rules})
    last = Submission.objects.filter(application__call=call).order_by("application", "-number").distinct("application")
    submissions = list(last.only("examined", "at"))
    for submission in submissions:
        _count(trial, ready, facts, submission)
    return Trial(len(submissions), trial.whole, trial.by_rule)


def _count(trial: Trial, rules: Sequence[Rule], facts: Mapping[str, Fact], submission: Submission) -> None:
    readings = readings_from(submission.examined.get("facts", {}), facts)
    found = {one.key: one.verdict for one in examine(rules, facts, readings, localdate(submission.at))}
    for key, tally in trial.by_rule.items():
        if key in found:
            tally.counts[found[key]] += 1
        else:
            tally.apart += 1
    trial.whole.counts[all_of(found.values())] += 1
