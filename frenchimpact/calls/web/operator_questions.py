"""How the team writes the questions of a call: in a draft that nobody else sees, looked at, then published."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.calls.actions import publish_questions
from frenchimpact.calls.models import Call
from frenchimpact.calls.queries.forms import asked_by
from frenchimpact.calls.web.operator_calls import crumbs
from frenchimpact.calls.web.question_forms import PlaceForm, QuestionForm, SectionForm
from frenchimpact.questionnaires.actions import drop_draft, edit_draft, remove_section
from frenchimpact.questionnaires.calculations import forms as changes
from frenchimpact.questionnaires.calculations.forms import FormFacts, QuestionFacts, SectionFacts
from frenchimpact.questionnaires.models import Question, QuestionKind
from frenchimpact.questionnaires.queries.forms import differences, draft_of, facts_of, form_facts, published_version
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out

LIST = "calls:operator_questions"
TITLE = "Questions"
RESERVED = {"ajout", "apercu", "publication", "abandon", "parties"}  # pages beside those of questions


class PublicationForm(forms.Form):
    note = forms.CharField(
        label="Note",
        max_length=300,
        required=False,
        help_text="Lu par l’équipe, à côté de la version.",
    )
    read = forms.CharField(widget=forms.HiddenInput, max_length=16)


@dataclass(frozen=True)
class Shown:
    """A question on the page that lists them."""

    question: QuestionFacts
    kind: str
    asked_if: str  # empty where it is asked to everybody


@open_to(OPERATORS, "read questions of call")
@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    call = _call(slug)
    facts, draft, published = form_facts(call.form), draft_of(call.form), published_version(call.form)
    page = {
        "call": call,
        "facts": facts,
        "sections": [(one, _shown(one, facts)) for one in facts.sections],
        "draft": draft,
        "changes": differences(facts_of(published), facts) if draft and published else [],
        "versions": call.form.versions.exclude(published_at=None).select_related("published_by").order_by("-number"),
        "others": call.form.calls.exclude(pk=call.pk),
        "crumbs": crumbs(TITLE, call),
    }
    return render(request, "calls/operator_questions.html", page)


@open_to(OPERATORS, "preview questions of call")
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    call = _call(slug)
    version = draft_of(call.form) or published_version(call.form)
    asked = asked_by(version) if version else []
    page = {"call": call, "asked": asked, "is_preview": True, "crumbs": crumbs("Aperçu des questions", call)}
    return render(request, "calls/questionnaire.html", page)


@open_to(OPERATORS, "add section of questions")
@require_http_methods(["GET", "HEAD", "POST"])
def section_new(request: SignedInRequest, slug: str) -> HttpResponse:
    call = _call(slug)
    form = SectionForm(request.POST, facts=form_facts(call.form))
    if carried_out(form, lambda: _edit(request, call, lambda facts: changes.with_section(facts, form.section()))):
        return _written(request, slug, "La partie est ajoutée au brouillon.")
    return _form_page(request, call, form, "Nouvelle partie")


@open_to(OPERATORS, "change section of questions")
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    call = _call(slug)
    facts = form_facts(call.form)
    standing = next((one for one in facts.sections if one.key == key), None)
    if standing is None:
        raise Http404
    form = SectionForm(request.POST, facts=facts, section=standing)
    if carried_out(form, lambda: _edit(request, call, lambda facts: changes.with_section(facts, form.section()))):
        return _written(request, slug, "La partie est changée dans le brouillon.")
    return _form_page(request, call, form, standing.title)


@open_to(OPERATORS, "move or remove section of questions")
@require_POST
def section_step(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Move a part up or down, or take it away once it has no question."""
    call = _call(slug)
    if "retirer" in request.POST:
        remove_section(call.form, key, read=request.POST.get("read", ""), by=request.user)
        return _written(request, slug, "La partie est retirée du brouillon.")
    _edit(request, call, lambda facts: changes.moved_section(facts, key, _step(request)))
    return redirect(LIST, slug)


@open_to(OPERATORS, "add question")
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: SignedInRequest, slug: str) -> HttpResponse:
    call = _call(slug)
    facts = form_facts(call.form)
    place = PlaceForm(request.GET, facts=facts)
    if not place.is_valid():
        page = {"call": call, "form": place, "facts": facts, "crumbs": crumbs("Nouvelle question", call)}
        return render(request, "calls/operator_question_place.html", page)
    chosen = (place.cleaned_data["partie"], place.cleaned_data["type"])
    form = QuestionForm(request.POST, facts=facts, place=chosen, question=None, taken=_taken(call))
    if carried_out(form, lambda: _put(request, call, form)):
        return _written(request, slug, "La question est ajoutée au brouillon.")
    return _form_page(request, call, form, "Nouvelle question")


@open_to(OPERATORS, "change question")
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    call = _call(slug)
    facts = form_facts(call.form)
    found = next(((part, one) for part in facts.sections for one in part.questions if one.key == key), None)
    if found is None:
        raise Http404
    part, standing = found
    place = (part.key, standing.kind)
    form = QuestionForm(request.POST, facts=facts, place=place, question=standing, taken=set())
    if carried_out(form, lambda: _put(request, call, form)):
        return _written(request, slug, "La question est changée dans le brouillon.")
    return _form_page(request, call, form, standing.label)


@open_to(OPERATORS, "move or remove question")
@require_POST
def question_step(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Move a question up or down in its part, or take it away."""
    call = _call(slug)
    if "retirer" in request.POST:
        _edit(request, call, lambda facts: changes.without(facts, key))
        return _written(request, slug, "La question est retirée du brouillon : ce qui y a été répondu reste.")
    _edit(request, call, lambda facts: changes.moved(facts, key, _step(request)))
    return redirect(LIST, slug)


@open_to(OPERATORS, "publish questions of call")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, slug: str) -> HttpResponse:
    call = _call(slug)
    facts, published = form_facts(call.form), published_version(call.form)
    form = PublicationForm(request.POST or None, initial={"read": facts.digest})
    if carried_out(form, lambda: publish_questions(call, by=request.user, **form.cleaned_data)):
        messages.success(request, "Les questions sont publiées : les candidatures commencées désormais les auront.")
        return redirect(LIST, slug)
    page = {
        "call": call,
        "form": form,
        "draft": draft_of(call.form),
        "changes": differences(facts_of(published), facts) if published else [],
        "crumbs": crumbs("Publier les questions", call),
    }
    return render(request, "calls/operator_questions_publish.html", page)


@open_to(OPERATORS, "drop draft of questions")
@require_POST
def drop(request: SignedInRequest, slug: str) -> HttpResponse:
    drop_draft(_call(slug).form, read=request.POST.get("read", ""), by=request.user)
    return _written(request, slug, "Le brouillon est abandonné : les questions publiées restent.")


def _call(slug: str) -> Call:
    return get_object_or_404(Call.objects.select_related("form"), slug=slug)


def _edit(request: SignedInRequest, call: Call, change: Callable[[FormFacts], FormFacts]) -> None:
    edit_draft(call.form, change, read=request.POST.get("read", ""), by=request.user)


def _put(request: SignedInRequest, call: Call, form: QuestionForm) -> None:
    made, where = form.question(), form.cleaned_data["partie"]
    _edit(request, call, lambda facts: changes.with_question_in(facts, where, made))


def _taken(call: Call) -> set[str]:
    """Give the keys that questions of this form bear or bore: an answer never passes to another question."""
    return RESERVED | set(Question.objects.filter(version__form=call.form).values_list("key", flat=True))


def _step(request: HttpRequest) -> int:
    return -1 if "monter" in request.POST else 1


def _written(request: HttpRequest, slug: str, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(LIST, slug)


def _form_page(request: HttpRequest, call: Call, form: forms.Form, title: str) -> HttpResponse:
    kind = QuestionKind(form.kind).label if isinstance(form, QuestionForm) else ""
    page = {"call": call, "form": form, "title": title, "kind": kind, "crumbs": crumbs(title, call)}
    return render(request, "calls/operator_question.html", page)


def _shown(section: SectionFacts, facts: FormFacts) -> list[Shown]:
    labels = {one.key: one.label for one in facts.questions}
    return [
        Shown(one, QuestionKind(one.kind).label, labels.get(one.condition_key, one.condition_key))
        for one in section.questions
    ]
