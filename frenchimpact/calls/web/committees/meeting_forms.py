"""Forms of a meeting; each says which version of it was on the screen."""

from django import forms

from frenchimpact.calls.models import CommitteeMember, MeetingItem, Sense, Way
from frenchimpact.calls.queries.committees.meetings import Point, Room
from frenchimpact.calls.rules.meetings import Advice

MOST_VOTES = 200
WAYS = [(one.value, one.label) for one in (Way.CONSENSUS, Way.VOTE)]


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class AttendanceForm(VersionForm):
    present = forms.ModelMultipleChoiceField(
        CommitteeMember.objects.none(), label="Sont présents", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: object, *, room: Room) -> None:
        initial = {"version": room.meeting.version, "present": room.present}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict or nothing
        _choose(self.fields["present"], room.members)


class AskForm(VersionForm):
    member = forms.ModelChoiceField(CommitteeMember.objects.none(), label="À la demande de")

    def __init__(self, data: object, *, room: Room, point: Point) -> None:
        super().__init__(data, initial={"version": room.meeting.version})  # type: ignore[arg-type]  # as above
        gone = {one.pk for one, _ in point.recused}
        _choose(self.fields["member"], [one for one in room.present if one.pk not in gone])


class AdviceForm(VersionForm):
    sense = forms.ChoiceField(label="Avis du comité", choices=Sense.choices, widget=forms.RadioSelect)
    way = forms.ChoiceField(label="Manière", choices=WAYS, widget=forms.RadioSelect)
    votes_for = forms.IntegerField(label="Voix pour", min_value=0, max_value=MOST_VOTES, required=False)
    votes_against = forms.IntegerField(label="Voix contre", min_value=0, max_value=MOST_VOTES, required=False)
    abstentions = forms.IntegerField(label="Abstentions", min_value=0, max_value=MOST_VOTES, required=False)
    reasons = forms.CharField(
        label="Motifs",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Transmis à l’autorité de décision avec l’avis, et portés au procès-verbal.",
    )

    @classmethod
    def of(cls, data: object, item: MeetingItem) -> "AdviceForm":
        initial = {name: getattr(item, name) for name in cls.base_fields if name != "version"}
        initial["version"] = item.meeting.version
        return cls(data or None, initial=initial)  # type: ignore[arg-type]  # a QueryDict

    def told(self) -> tuple[Advice, int]:
        """Give the advice, and the version of the meeting that was on the screen."""
        told = dict(self.cleaned_data)
        version = told.pop("version")
        votes = {name: told.pop(name) or 0 for name in ("votes_for", "votes_against", "abstentions")}
        return Advice(Sense(told["sense"]), Way(told["way"]), told["reasons"], **votes), version


def _choose(field: forms.Field, members: list[CommitteeMember]) -> None:
    rows = CommitteeMember.objects.filter(pk__in=[one.pk for one in members]).select_related("person")
    field.queryset = rows.order_by("person__name")  # type: ignore[attr-defined]  # of a ModelChoiceField
