"""Forms of collectives: they clean, actions decide."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from frenchimpact.community.models import ChallengeKind, MemberRole, Organisation, SeatRole

WIDE = forms.Textarea(attrs={"rows": 6})
SEAT_HELP = (
    "Un pilote fait tout, et décide de qui travaille ici\u202f; une co-rédactrice écrit\u202f; "
    "un lecteur ne change rien."
)


class DescriptionForm(forms.Form):
    name = forms.CharField(
        label="Nom du territoire",
        max_length=200,
        help_text="Comme vous le diriez\u00a0: «\u00a0Pays de Redon\u00a0», «\u00a0Roubaix\u00a0».",
    )
    presentation = forms.CharField(
        label="Présentation",
        max_length=4000,
        required=False,
        widget=WIDE,
        help_text="Qui vous êtes, ce que vous faites ensemble, ce que vous voulez changer. Vous pourrez y revenir.",
    )


class FoundingForm(DescriptionForm):
    lead = forms.ModelChoiceField(
        label="Chef de file",
        queryset=Organisation.objects.none(),
        empty_label=None,
        to_field_name="slug",
        widget=forms.RadioSelect,
        help_text="L’organisation qui conduit le collectif et dépose la candidature.",
    )
    why = forms.CharField(
        label="Pourquoi ce territoire est le vôtre",
        max_length=2000,
        required=False,
        widget=WIDE,
        help_text="Ce que l’équipe du programme doit savoir pour reconnaître votre collectif.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        organisations: QuerySet[Organisation],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["lead"].queryset = organisations  # type: ignore[attr-defined]  # a ModelChoiceField, seen as Field


class MemberForm(forms.Form):
    name = forms.CharField(label="Organisation", max_length=200, help_text="Son nom, avec ou sans page sur ce site.")
    organisation = forms.ModelChoiceField(
        label="Sa page dans l’annuaire",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Aucune de celles-ci",
        to_field_name="slug",
        widget=forms.RadioSelect,
    )
    role = forms.ChoiceField(label="Rôle", choices=MemberRole.choices)
    contribution = forms.CharField(
        label="Contribution",
        max_length=1000,
        required=False,
        widget=WIDE,
        help_text="Ce qu’elle apporte\u00a0: du temps, des locaux, un financement… La lettre d’engagement le reprend.",
    )
    contact_name = forms.CharField(label="Prénom et nom de qui signe", max_length=150)
    contact_email = forms.EmailField(
        label="Adresse électronique de qui signe", max_length=254, help_text="La lettre d’engagement y sera envoyée."
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        organisations: QuerySet[Organisation],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a ModelChoiceField


class SignatureForm(forms.Form):
    signatory = forms.CharField(label="Vos prénom et nom", max_length=150)
    capacity = forms.CharField(
        label="Votre qualité", max_length=150, help_text="Par exemple\u00a0: maire, présidente, directeur."
    )
    agreed = forms.BooleanField(label="Je m’engage, au nom de cette organisation, dans les termes de cette lettre.")


class SeatForm(forms.Form):
    role = forms.ChoiceField(label="Rôle", choices=SeatRole.choices, widget=forms.RadioSelect, help_text=SEAT_HELP)


class SeatOfferForm(SeatForm):
    email = forms.EmailField(label="Adresse électronique", max_length=254)
    field_order = ("email", "role")


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class ChallengeForm(forms.Form):
    title = forms.CharField(label="Intitulé", max_length=160)
    kinds = forms.MultipleChoiceField(
        label="Nature",
        choices=ChallengeKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Une ou plusieurs\u00a0: un même défi peut être social et environnemental.",
    )
    statement = forms.CharField(
        label="Énoncé",
        max_length=2000,
        required=False,
        widget=WIDE,
        help_text="Ce qui ne va pas aujourd’hui, pour qui, et ce que vous voulez changer.",
    )
    indicator = forms.CharField(
        label="Indicateur",
        max_length=200,
        required=False,
        help_text="Le chiffre qui dira si cela change. Par exemple\u00a0: part des logements vacants.",
    )
    unit = forms.CharField(label="Unité", max_length=40, required=False, help_text="Par exemple\u00a0: %, personnes.")
    baseline = forms.DecimalField(
        label="Valeur de départ", max_digits=16, decimal_places=3, required=False, localize=True
    )
    baseline_source = forms.CharField(label="Source de la valeur de départ", max_length=300, required=False)
    baseline_year = forms.IntegerField(label="Son millésime", min_value=1900, max_value=2100, required=False)
    target = forms.DecimalField(label="Cible", max_digits=16, decimal_places=3, required=False, localize=True)
    deadline = forms.DateField(
        label="Échéance", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class DecisionForm(forms.Form):
    answer = forms.ChoiceField(
        label="Décision",
        choices=[("accept", "Reconnaître ce collectif"), ("refuse", "Refuser")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Motif", max_length=500, required=False, widget=WIDE, help_text="Le collectif le lira."
    )


class WordingForm(forms.Form):
    body = forms.CharField(
        label="Texte",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="À remplir par le site\u00a0: {membre}, {role}, {contribution}, {collectif}, {chef_de_file}.",
    )
