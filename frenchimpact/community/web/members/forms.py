"""Forms of teams, claims and reports: they clean, actions decide."""

from django import forms

from frenchimpact.community.models import AbuseReport, MembershipRole

REFUSE = "refuse"
ROLE_HELP = (
    "Une personne responsable gère la page et l’équipe\u202f; une contributrice modifie la page et écrit au nom de "
    "l’organisation\u202f; un membre est montré dans l’équipe, sans rien changer."
)


def _text(label: str, help_text: str = "", *, most: int = 1000, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=required, widget=area)


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label="Rôle", choices=MembershipRole.choices, widget=forms.RadioSelect, help_text=ROLE_HELP
    )


class InviteForm(RoleForm):
    email = forms.EmailField(
        label="Adresse électronique", max_length=254, help_text="Seule cette adresse pourra utiliser l’invitation."
    )
    field_order = ("email", "role")


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Motif", max_length=300, help_text="La personne concernée le lira.")


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class JoinForm(forms.Form):
    message = _text(
        "Votre message aux responsables", "Qui vous êtes, et ce que vous faites dans l’organisation.", required=False
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label="Votre réponse",
        widget=forms.RadioSelect,
        choices=[(role, f"Accepter comme {role.label}") for role in MembershipRole] + [(REFUSE, "Refuser")],
        help_text=ROLE_HELP,
    )
    reason = forms.CharField(
        label="Motif du refus", max_length=300, required=False, help_text="La personne concernée le lira."
    )


class ClaimForm(forms.Form):
    capacity = forms.CharField(
        label="Votre fonction dans l’organisation",
        max_length=120,
        help_text="Par exemple\u00a0: directrice, président.",
    )
    message = _text("Pourquoi cette page est la vôtre", most=2000)
    proof = forms.FileField(
        label="Un document qui le montre",
        required=False,
        help_text="Mandat, extrait du registre, délibération… PDF ou image, 50\u00a0Mo au plus. "
        "Seule l’équipe du programme le lit.",
    )


class ObjectionForm(forms.Form):
    text = _text("Pourquoi vous vous y opposez")


class AbuseForm(forms.Form):
    reason = forms.ChoiceField(label="Ce qui ne va pas", choices=AbuseReport.Reason.choices)
    text = _text("Expliquez", "Ce que nous devons vérifier, et où.", most=2000)
    email = forms.EmailField(
        label="Votre adresse électronique",
        required=False,
        max_length=254,
        help_text="Facultative\u202f; elle sert seulement à vous répondre.",
    )
