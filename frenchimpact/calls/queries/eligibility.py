"""The rules of a call: which are in force, what they may speak of, what they find in an application."""

from datetime import date

from frenchimpact.calls.models import ApplicantKind, Application, Call, RuleSet
from frenchimpact.calls.queries.answer_facts import answers_in, facts_asked_in
from frenchimpact.calls.queries.forms import published_version
from frenchimpact.community.models import Collective, Organisation
from frenchimpact.eligibility.calculations import (
    Fact,
    Finding,
    Reading,
    Rule,
    examine,
    finding_from,
    resolved_rule,
    rule_from,
    told_asked,
    written_finding,
    written_readings,
)
from frenchimpact.eligibility.registry import facts_about, readings_of

SUBJECTS = {ApplicantKind.COLLECTIVE: Collective, ApplicantKind.ORGANISATION: Organisation}
SETTINGS = ("member_count", "challenge_count")  # those that a rule may name


def ruleset_in_force(call: Call) -> RuleSet | None:
    """Give the last version of the rules of a call; none for one that never had any."""
    return call.rulesets.order_by("-number").first()


def rules_in(ruleset: RuleSet | None) -> list[Rule]:
    return [rule_from(each) for each in ruleset.rules] if ruleset else []


def facts_of(call: Call) -> dict[str, Fact]:
    """Name what the rules of a call may speak of: who applies, then the answers to its questionnaire."""
    version = published_version(call)
    return facts_about(SUBJECTS[ApplicantKind(call.applicant)]) | (facts_asked_in(version) if version else {})


def settings_of(call: Call) -> dict[str, int]:
    return {name: getattr(call, name) for name in SETTINGS}


def words_of_settings(call: Call) -> dict[str, str]:
    """Tell each setting that a rule may name with its value: « 3 (nombre de défis) »."""
    words = {field.name: str(field.verbose_name) for field in Call._meta.fields}
    return {name: f"{value} (réglage « {words[name]} »)" for name, value in settings_of(call).items()}


def sentence_of(rule: Rule, call: Call, facts: dict[str, Fact]) -> str:
    """Write a rule as one French sentence, with the settings that it names."""
    return told_asked(rule, facts, words_of_settings(call))


def sentences_of(call: Call) -> list[str]:
    """Write the rules in force as French sentences, in their order."""
    facts = facts_of(call)
    return [sentence_of(rule, call, facts) for rule in rules_in(ruleset_in_force(call))]


def resolved_rules(call: Call, ruleset: RuleSet | None) -> list[Rule]:
    return [resolved_rule(rule, settings_of(call)) for rule in rules_in(ruleset)]


def findings_now(application: Application, day: date) -> list[Finding]:
    """Evaluate the rules that this application is under on what its applicant says today."""
    rules = resolved_rules(application.call, ruleset_for(application))
    if not rules:
        return []
    facts, readings = _known(application, day)
    return examine(rules, facts, readings, day)


def ruleset_for(application: Application) -> RuleSet | None:
    """Give the rules that were in force when it was submitted first; those of today for a draft."""
    first = application.submissions.select_related("ruleset").order_by("number").first()
    return first.ruleset if first and first.ruleset else ruleset_in_force(application.call)


def examined_of(application: Application, ruleset: RuleSet | None, day: date) -> dict[str, object]:
    """Freeze what is known and what the rules find in it, as JSON: kept with what is submitted."""
    facts, readings = _known(application, day)
    found = examine(resolved_rules(application.call, ruleset), facts, readings, day)
    return {"facts": written_readings(readings), "findings": [written_finding(finding) for finding in found]}


def findings_on(application: Application, day: date) -> list[Finding]:
    """Give what the rules found in what was submitted last; what was submitted before there were rules is read now."""
    last = application.submissions.order_by("number").last()
    if last is None or "findings" not in last.examined:
        return findings_now(application, day)
    return [finding_from(each) for each in last.examined["findings"]]


def _known(application: Application, day: date) -> tuple[dict[str, Fact], dict[str, Reading]]:
    facts = facts_about(type(application.applicant)) | facts_asked_in(application.sheet.version)
    return facts, readings_of(application.applicant, day) | answers_in(application.sheet)
