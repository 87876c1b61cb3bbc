"""How the team writes the eligibility rules of a call: read as sentences, tried on what was submitted, then kept."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.calls.actions import add_rule, change_rule, move_rule, remove_rule
from frenchimpact.calls.models import Call
from frenchimpact.calls.queries.eligibility import (
    facts_of,
    rules_in,
    ruleset_in_force,
    sentence_of,
    words_of_settings,
)
from frenchimpact.calls.queries.trials import trial_of
from frenchimpact.calls.rules.eligibility import may_change_rules
from frenchimpact.calls.web.operator_calls import crumbs
from frenchimpact.calls.web.rule_forms import FactForm, RuleForm, is_simple, may_be_chosen
from frenchimpact.eligibility.calculations import Comparison, Condition, Fact, Rule
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out

Page = dict[str, object]
CHANGED = "Les règles sont changées : elles s’appliquent à ce qui sera déposé désormais."


@open_to(OPERATORS, "read rules of call")
@require_safe
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    call = get_object_or_404(Call, slug=slug)
    ruleset, facts = ruleset_in_force(call), facts_of(call)
    written = rules_in(ruleset)
    trial = trial_of(call, written)
    page = {
        "call": call,
        "ruleset": ruleset,
        "rules": [(rule, sentence_of(rule, call, facts), trial.by_rule[rule.key]) for rule in written],
        "trial": trial,
        "may_change": may_change_rules(call),
        "versions": call.rulesets.select_related("by").order_by("-number"),
        "crumbs": crumbs("Règles d’éligibilité", call),
    }
    return render(request, "calls/operator_rules.html", page)


@open_to(OPERATORS, "add rule")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedInRequest, slug: str) -> HttpResponse:
    call = get_object_or_404(Call, slug=slug)
    facts = _chosen(call)
    choice = FactForm(request.GET, facts=facts)
    if not choice.is_valid():
        page = {"call": call, "form": choice, "crumbs": crumbs("Nouvelle règle", call)}
        return render(request, "calls/operator_rule_fact.html", page)
    fact, concern = facts[choice.cleaned_data["fait"]], facts.get(choice.cleaned_data["si"])
    form = _form(request, call, fact=fact, concern=concern)
    if _is_to_keep(request) and carried_out(
        form, lambda: add_rule(call, form.rule(), read=form.cleaned_data["read"], by=request.user)
    ):
        messages.success(request, CHANGED)
        return redirect("calls:operator_rules", slug)
    return _page(request, call, form, "Nouvelle règle")


@open_to(OPERATORS, "change rule")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    call = get_object_or_404(Call, slug=slug)
    rule = next((one for one in rules_in(ruleset_in_force(call)) if one.key == key), None)
    if rule is None:
        raise Http404
    facts = _chosen(call)
    fact, concern = (_fact_in(one, facts) if is_simple(rule) else None for one in (rule.condition, rule.only_if))
    form = _form(request, call, fact=fact, concern=concern, rule=rule)
    if _is_to_keep(request) and carried_out(
        form, lambda: change_rule(call, form.rule(), read=form.cleaned_data["read"], by=request.user)
    ):
        messages.success(request, CHANGED)
        return redirect("calls:operator_rules", slug)
    return _page(request, call, form, rule.title, rule)


@open_to(OPERATORS, "move rule")
@require_POST
def move(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    call = get_object_or_404(Call, slug=slug)
    move_rule(call, key, up="monter" in request.POST, read=_read(request), by=request.user)
    return redirect("calls:operator_rules", slug)


@open_to(OPERATORS, "remove rule")
@require_POST
def remove(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    call = get_object_or_404(Call, slug=slug)
    remove_rule(call, key, read=_read(request), by=request.user)
    messages.success(request, "La règle est retirée. Ce qu’elle a constaté dans les candidatures déposées reste.")
    return redirect("calls:operator_rules", slug)


def _form(
    request: HttpRequest, call: Call, *, fact: Fact | None, concern: Fact | None, rule: Rule | None = None
) -> RuleForm:
    ruleset = ruleset_in_force(call)
    settings, read = words_of_settings(call), ruleset.number if ruleset else 0
    return RuleForm(request.POST, fact=fact, concern=concern, rule=rule, settings=settings, read=read)


def _page(request: HttpRequest, call: Call, form: RuleForm, title: str, rule: Rule | None = None) -> HttpResponse:
    tried = form.rule() if form.is_bound and form.is_valid() else rule
    page: Page = {"call": call, "form": form, "title": title, "rule": rule, "crumbs": crumbs(title, call)}
    if tried:
        named = replace(tried, key="essai")
        page |= {"sentence": sentence_of(named, call, facts_of(call)), "trial": trial_of(call, [named])}
    return render(request, "calls/operator_rule.html", page)


def _chosen(call: Call) -> dict[str, Fact]:
    return {key: fact for key, fact in facts_of(call).items() if may_be_chosen(fact)}


def _fact_in(condition: Condition | None, facts: dict[str, Fact]) -> Fact | None:
    return facts.get(condition.fact) if isinstance(condition, Comparison) else None


def _is_to_keep(request: HttpRequest) -> bool:
    return request.method == "POST" and "apercu" not in request.POST


def _read(request: HttpRequest) -> int:
    text = request.POST.get("read", "")
    return int(text) if text.isascii() and text.isdigit() else 0
