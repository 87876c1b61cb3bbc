"""How a person wishes to be told: one question a topic."""

from collections.abc import Iterable

from django import forms

from frenchimpact.messaging.models import Frequency, Topic
from frenchimpact.messaging.queries import Choice


class PreferencesForm(forms.Form):
    """Ask only what may be chosen; the field of a topic bears its name."""

    def __init__(self, choices: Iterable[Choice], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # request.POST or None
        for choice in choices:
            if choice.is_free:
                self.fields[choice.topic] = forms.ChoiceField(
                    label=f"Pour {choice.topic.label}",
                    choices=Frequency.choices,
                    initial=choice.frequency,
                    widget=forms.RadioSelect,
                )

    def chosen(self) -> list[tuple[Topic, Frequency]]:
        """Return what was changed."""
        return [(Topic(name), Frequency(self.cleaned_data[name])) for name in self.changed_data]
