"""How the team writes the letters of a call: the words on one side, the letter as an invented applicant has it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.calls.actions import write_letters
from frenchimpact.calls.models import Call, Sense
from frenchimpact.calls.queries.letters import example_letter
from frenchimpact.calls.rules.letters import DEFAULTS, NAMES, digest_of_letters, text_of
from frenchimpact.calls.web.operator_calls import crumbs
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out


class LettersForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the type checker only
    """The sentences of letters; it never saves."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=16)

    class Meta:
        model = Call
        fields = list(DEFAULTS)

    def __init__(self, data: object, *, call: Call) -> None:
        initial = {name: text_of(call, name) for name in DEFAULTS} | {"read": digest_of_letters(call)}
        super().__init__(data or None, initial=initial)  # type: ignore[arg-type]  # a QueryDict
        for name in DEFAULTS:
            self.fields[name].required = True
            self.fields[name].widget.attrs["rows"] = 4

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in DEFAULTS}


@open_to(OPERATORS, "write letters of call")
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: SignedInRequest, slug: str) -> HttpResponse:
    call = get_object_or_404(Call, slug=slug)
    form = LettersForm(request.POST, call=call)

    def act() -> object:
        return write_letters(call, form.texts(), read=form.cleaned_data["read"], by=request.user)

    if "apercu" not in request.POST and carried_out(form, act):
        messages.success(request, "Les lettres sont changées : les décisions à venir les auront.")
        return redirect("calls:operator_letters", slug)
    if form.is_bound and form.is_valid():
        for name, text in form.texts().items():
            setattr(call, name, text)  # tried, never saved
    now = timezone.now()
    page = {
        "call": call,
        "form": form,
        "names": [(f"{{{name}}}", told) for name, told in NAMES.items()],
        "letters": [(sense.label, example_letter(call, sense, now)) for sense in Sense],
        "crumbs": crumbs("Lettres", call),
    }
    return render(request, "calls/operator_letters.html", page)
