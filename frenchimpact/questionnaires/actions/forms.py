"""Writing and publishing versions of forms; a published one never changes, the database itself sees to it."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import require_operator_or_command_line
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires import events
from frenchimpact.questionnaires.calculations.forms import FormFacts, QuestionFacts, without_section
from frenchimpact.questionnaires.models import Form, FormVersion, Question, Section
from frenchimpact.questionnaires.queries.forms import facts_of, form_facts, published_version
from frenchimpact.questionnaires.rules.forms import require_read, require_sound, require_without_questions
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def create_form(title: str, *, by: User | None) -> Form:
    """Begin a questionnaire without questions. Refuses all but operators."""
    require_operator_or_command_line(by, timezone.now())
    slug = slugify(title)[:70].strip("-")
    if not slug or Form.objects.filter(slug=slug).exists():
        raise Refusal("Un questionnaire porte déjà ce titre\u00a0: donnez-lui-en un autre.")
    form = Form.objects.create(slug=slug, title=title.strip())
    record(events.DRAFT_WRITTEN, form, by=by)
    return form


@transaction.atomic
def write_draft(facts: FormFacts, *, by: User | None) -> FormVersion:
    """Write the draft of the next version, in place of the one there is. Refuses all but operators."""
    require_operator_or_command_line(by, timezone.now())
    form = _locked(facts)
    draft = form.versions.filter(published_at=None).first()
    if draft is None:
        draft = FormVersion.objects.create(form=form, number=_next_number(form), note=facts.note)
    draft.sections.all().delete()
    draft.note = facts.note
    draft.save(update_fields=["note"])
    _write_sections(draft, facts)
    record(events.DRAFT_WRITTEN, form, by=by)
    return draft


@transaction.atomic
def edit_draft(form: Form, change: Callable[[FormFacts], FormFacts], *, read: str, by: User) -> FormFacts:
    """Change what the team is writing, and return it. `read`: the digest of what was read before.

    What becomes the published version again is no draft any more. Refuses all but operators, what somebody else changed
    meanwhile, and a form that is not sound.
    """
    require_operator_or_command_line(by, timezone.now())
    form = Form.objects.select_for_update().get(pk=form.pk)
    before = form_facts(form)
    require_read(before, read)
    after = change(before)
    if after.content == before.content:
        return before
    if after.questions:
        require_sound(after)
    published = published_version(form)
    if published is not None and facts_of(published).content == after.content:
        form.versions.filter(published_at=None).delete()
        record(events.DRAFT_DROPPED, form, by=by)
    else:
        write_draft(after, by=by)
    return after


@transaction.atomic
def remove_section(form: Form, key: str, *, read: str, by: User) -> FormFacts:
    """Take a section away from the draft, as `edit_draft` does; refuses one that still has questions."""

    def change(facts: FormFacts) -> FormFacts:
        require_without_questions(facts, key)
        return without_section(facts, key)

    return edit_draft(form, change, read=read, by=by)


@transaction.atomic
def drop_draft(form: Form, *, read: str, by: User) -> None:
    """Forget the draft: what is published stays. Refuses all but operators, and what changed meanwhile."""
    require_operator_or_command_line(by, timezone.now())
    form = Form.objects.select_for_update().get(pk=form.pk)
    require_read(form_facts(form), read)
    deleted, _ = form.versions.filter(published_at=None).delete()
    if deleted:
        record(events.DRAFT_DROPPED, form, by=by)


@transaction.atomic
def publish_draft(form: Form, *, note: str = "", by: User | None) -> FormVersion:
    """Make the draft what new sheets take; sheets begun before keep theirs. Refuses a form that is not sound."""
    draft = form.versions.filter(published_at=None).first()
    if draft is None:
        raise Refusal("Rien n’a changé depuis la dernière version publiée.")
    facts = facts_of(draft)
    return publish_form(FormFacts(facts.slug, facts.title, facts.sections, note or facts.note), by=by)


@transaction.atomic
def publish_form(facts: FormFacts, *, by: User | None) -> FormVersion:
    """Publish a version when its content differs from the published one, else return that one.

    Replaces the draft, if there is one. Refuses a form that is not sound, and all but operators.
    """
    now = timezone.now()
    require_operator_or_command_line(by, now)
    require_sound(facts)
    form = _locked(facts)
    published = published_version(form)
    if published is not None and facts_of(published).content == facts.content:
        form.versions.filter(published_at=None).delete()
        return published
    form.versions.filter(published_at=None).delete()
    version = FormVersion.objects.create(form=form, number=_next_number(form), note=facts.note)
    _write_sections(version, facts)
    version.published_at, version.published_by = now, by
    version.save(update_fields=["published_at", "published_by"])  # last: from here on the database refuses changes
    record(events.FORM_PUBLISHED, form, by=by, number=version.number)
    return version


def _locked(facts: FormFacts) -> Form:
    form, _ = Form.objects.get_or_create(slug=facts.slug, defaults={"title": facts.title})
    return Form.objects.select_for_update().get(pk=form.pk)


def _next_number(form: Form) -> int:
    last = form.versions.order_by("-number").first()
    return last.number + 1 if last else 1


def _write_sections(version: FormVersion, facts: FormFacts) -> None:
    position = 0
    for rank, one in enumerate(facts.sections):
        section = Section.objects.create(version=version, position=rank, key=one.key, title=one.title, help=one.help)
        rows = [_row(section, question, position + at) for at, question in enumerate(one.questions)]
        Question.objects.bulk_create(rows)
        position += len(rows)


def _row(section: Section, facts: QuestionFacts, position: int) -> Question:
    return Question(
        version_id=section.version_id,
        section=section,
        position=position,
        key=facts.key,
        kind=facts.kind,
        label=facts.label,
        help=facts.help,
        is_required=facts.is_required,
        condition_key=facts.condition_key,
        condition_values=list(facts.condition_values),
        choices=[{"value": value, "label": label} for value, label in facts.choices],
        max_length=facts.max_length,
        minimum=facts.minimum,
        maximum=facts.maximum,
        max_files=facts.max_files,
        unit=facts.unit,
        columns=[{"label": label, "kind": kind} for label, kind in facts.columns],
    )
