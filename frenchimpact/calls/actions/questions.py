"""What the operator does with the questions of a call: a draft, then a version that is never rewritten."""

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import Call
from frenchimpact.calls.queries.eligibility import facts_of, rules_in, ruleset_in_force, settings_of
from frenchimpact.calls.rules.eligibility import require_sound_with_questions
from frenchimpact.questionnaires.actions import publish_draft
from frenchimpact.questionnaires.models import Form, FormVersion
from frenchimpact.questionnaires.queries.forms import form_facts
from frenchimpact.questionnaires.rules.forms import require_read


@transaction.atomic
def publish_questions(call: Call, *, note: str, read: str, by: User) -> FormVersion:
    """Publish the draft of a call's questions: applications begun from now on take it, those before keep theirs.

    `read`: the digest of the draft that was read. Refuses anybody but an operator, a form that is not sound, what
    somebody else changed meanwhile, and questions without which an eligibility rule could not be checked any more.
    """
    form = Form.objects.select_for_update().get(pk=call.form_id)
    require_read(form_facts(form), read)
    version = publish_draft(form, note=note.strip(), by=by)
    for one in form.calls.all():
        require_sound_with_questions(rules_in(ruleset_in_force(one)), facts_of(one), settings_of(one))
    return version
