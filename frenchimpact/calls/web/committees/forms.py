"""Forms of committees; they clean, actions decide."""

from django import forms

from frenchimpact.calls.actions.committees.interests import InterestFacts
from frenchimpact.calls.actions.committees.members import CommitteeFacts, MemberFacts, Somebody
from frenchimpact.calls.models import Application, College, Committee, CommitteeMember, Ruling
from frenchimpact.calls.queries.committees.members import candidates_of
from frenchimpact.calls.web.operator_forms import DayInput
from frenchimpact.community.models import Organisation, RelationKind
from frenchimpact.community.queries.relations import organisation_named
from frenchimpact.themes.models import Theme

LONGEST_REASON = 300


class CommitteeForm(forms.Form):
    readers = forms.IntegerField(label="Lecteurs par dossier", min_value=1, max_value=9)
    reading_days = forms.IntegerField(label="Délai de lecture (jours)", min_value=1, max_value=200)
    record_readers = forms.IntegerField(
        label="Relevé public à partir de (lecteurs)",
        min_value=3,
        max_value=100,
        help_text=(
            "Une fois la vague décidée, ses notes sont publiées sous pseudonymes. En dessous de ce nombre de lecteurs, "
            "un pseudonyme ne cache personne\u00a0: seule l’empreinte du relevé est publique."
        ),
    )
    quorum = forms.IntegerField(
        label="Quorum (en pourcentage des membres)",
        min_value=1,
        max_value=100,
        help_text="La part des membres qui doivent être présents\u00a0; qui se déporte d’un dossier n’y compte pas.",
    )

    @classmethod
    def of(cls, data: object, committee: Committee) -> "CommitteeForm":
        initial = {name: getattr(committee, name) for name in cls.base_fields}
        return cls(data or None, initial=initial)  # type: ignore[arg-type]  # a QueryDict

    def facts(self) -> CommitteeFacts:
        return CommitteeFacts(**self.cleaned_data)


class MemberForm(forms.Form):
    college = forms.ChoiceField(label="Collège", choices=College.choices)
    organisation = forms.CharField(
        label="Organisation",
        max_length=200,
        required=False,
        help_text="Le nom de sa page sur ce site, tel qu’il y est écrit. Ses liens servent à repérer les conflits.",
    )
    is_chair = forms.BooleanField(label="Préside le comité", required=False)
    max_load = forms.IntegerField(label="Dossiers au plus, par vague", min_value=1, max_value=200, initial=10)
    away_until = forms.DateField(label="Indisponible jusqu’au", widget=DayInput(), required=False)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label="Compétences", required=False, widget=forms.CheckboxSelectMultiple
    )

    @classmethod
    def of(cls, data: object, member: CommitteeMember) -> "MemberForm":
        initial = {
            "college": member.college,
            "organisation": member.organisation.name if member.organisation else "",
            "is_chair": member.is_chair,
            "max_load": member.max_load,
            "away_until": member.away_until,
            "themes": member.themes.all(),
        }
        return cls(data or None, initial=initial)  # type: ignore[arg-type]  # a QueryDict

    def clean_organisation(self) -> Organisation | None:
        name = self.cleaned_data["organisation"].replace("\0", "").strip()
        if not name:
            return None
        found = organisation_named(name)
        if found is None:
            raise forms.ValidationError("Aucune page ne porte ce nom\u00a0: copiez-le depuis l’annuaire, ou créez-la.")
        return found

    def facts(self) -> MemberFacts:
        told = {name: self.cleaned_data[name] for name in MemberForm.base_fields}
        return MemberFacts(**told | {"college": College(told["college"])})


class NewMemberForm(MemberForm):
    email = forms.EmailField(label="Adresse électronique", max_length=254)
    name = forms.CharField(label="Prénom et nom", max_length=150)
    field_order = ["name", "email"]

    def who(self) -> Somebody:
        return Somebody(self.cleaned_data["email"], self.cleaned_data["name"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Motif", max_length=LONGEST_REASON)


class InterestForm(forms.Form):
    application = forms.ModelChoiceField(
        Application.objects.none(), label="Un candidat", required=False, empty_label="aucun de cette liste"
    )
    name = forms.CharField(
        label="Ou une organisation", max_length=200, required=False, help_text="Son nom, même si elle n’a pas de page."
    )
    kind = forms.ChoiceField(label="Votre lien", choices=RelationKind.choices, widget=forms.RadioSelect)

    def __init__(self, data: object, *, committee: Committee) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or nothing
        choices = candidates_of(committee).order_by("applicant_name", "pk")  # type: ignore[misc]  # annotated
        field = self.fields["application"]
        field.queryset = choices  # type: ignore[attr-defined]  # of a ModelChoiceField
        field.label_from_instance = lambda one: str(one.applicant)  # type: ignore[attr-defined]

    def facts(self) -> InterestFacts:
        told = self.cleaned_data
        return InterestFacts(RelationKind(told["kind"]), told["application"], told["name"].replace("\0", ""))


class SignForm(forms.Form):
    declared = forms.BooleanField(
        label="Je déclare que cette liste est complète, et je la tiendrai à jour.",
        error_messages={"required": "Cochez cette déclaration pour signer."},
    )


class RulingForm(forms.Form):
    ruling = forms.ChoiceField(label="Votre appréciation", choices=Ruling.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="Motif", max_length=LONGEST_REASON)
