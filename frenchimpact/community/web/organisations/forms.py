"""What people type about an organisation; forms clean, actions decide."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet

from frenchimpact.community.calculations.identifiers import guessed
from frenchimpact.community.calculations.legal_forms import GROUPS
from frenchimpact.community.models import IdentifierScheme, Kind, LinkKind, StatusKind
from frenchimpact.community.web.organisations.places import CommuneForm
from frenchimpact.themes.models import Theme

LEGAL_FORMS = [("", "Je ne sais pas, ou pas encore"), *((name, list(forms.items())) for name, forms in GROUPS.items())]
NO_REGISTER = [("", "Je ne sais pas, ou pas encore de numéro")]
KINDS = {
    Kind.INCUBATOR: "accompagne des projets qui naissent",
    Kind.RUCHE: "lieu où des projets se rencontrent et s’entraident",
    Kind.FUNDER: "fondation, fonds, banque, mécène",
    Kind.EVALUATOR: "mesure ce qui change",
    Kind.PTCE: "pôle territorial de coopération économique",
    Kind.COMMITTED_COMPANY: "hors de l’ESS, elle s’engage à ses côtés",
    Kind.CITIZENS: "sans structure, une idée suffit",
}
LOCAL_REGISTER_HELP = "Registre local d’Alsace-Moselle\u00a0: Strasbourg, volume 12, folio 345."
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _long(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )


def _themes() -> forms.ModelMultipleChoiceField[Theme]:
    themes: QuerySet[Theme] = Theme.objects.order_by("position")
    return forms.ModelMultipleChoiceField(
        label="Thèmes", queryset=themes, required=False, widget=forms.CheckboxSelectMultiple
    )


def _told(kind: Kind) -> str:
    """Say a kind, and what it means where the word is not everybody's."""
    label = kind.label[0].upper() + kind.label[1:]
    return f"{label} ({KINDS[kind]})" if kind in KINDS else label


class IdentityForm(forms.Form):
    name = forms.CharField(label="Nom", max_length=200, help_text="Le nom officiel, ou celui de votre groupe.")
    short_name = forms.CharField(label="Nom d’usage ou sigle", max_length=80, required=False)
    kinds = forms.MultipleChoiceField(
        label="Ce qu’elle est",
        choices=[(kind.value, _told(kind)) for kind in Kind],
        widget=forms.CheckboxSelectMultiple,
        help_text="Plusieurs réponses sont possibles. Vous avez une idée, sans structure\u202f? "
        "Choisissez «\u00a0groupe de citoyens\u00a0».",
    )
    legal_category = forms.ChoiceField(
        label="Forme juridique",
        choices=LEGAL_FORMS,
        required=False,
        help_text="Une SCIC\u00a0: la coopérative de sa forme, SARL ou SA. Elle dit si vous êtes de l’ESS par statut.",
    )


class NumberForm(forms.Form):
    scheme = forms.ChoiceField(label="Registre", choices=IdentifierScheme.choices)
    value = forms.CharField(
        label="Numéro",
        max_length=80,
        help_text=f"{LOCAL_REGISTER_HELP} "
        "Registre local, RIDET, TAHITI et RNA d’outre-mer\u00a0: format à confirmer, acceptés sans vérification.",
    )


class WhoForm(IdentityForm):
    """First step: a number may come later."""

    scheme = forms.ChoiceField(label="Registre", choices=[*NO_REGISTER, *IdentifierScheme.choices], required=False)
    value = forms.CharField(
        label="Numéro",
        max_length=80,
        required=False,
        help_text="SIRET, RNA… Sans numéro, la page se crée aussi\u00a0: vous l’ajouterez plus tard. "
        f"{LOCAL_REGISTER_HELP}",
    )
    is_none_of_them = forms.BooleanField(label="Aucune de ces pages n’est la mienne", required=False)

    def clean(self) -> None:
        """Read a number without its register by its looks; a register without number is no number."""
        scheme, value = self.cleaned_data.get("scheme"), self.cleaned_data.get("value")
        if value and not scheme and "scheme" in self.cleaned_data:
            self.cleaned_data["scheme"] = guessed(value)
            if not self.cleaned_data["scheme"]:
                self.add_error("scheme", "Choisissez le registre qui a donné ce numéro, ou effacez le numéro.")
        if scheme and "value" in self.cleaned_data and not value:
            self.add_error("value", "Écrivez ce numéro, ou choisissez «\u00a0pas encore de numéro\u00a0».")


class HidingForm(forms.Form):
    hides_address = forms.BooleanField(
        label="Masquer l’adresse partout",
        required=False,
        help_text="Pour un lieu qui protège des personnes\u00a0: seule la commune du siège reste visible. Le SIRET "
        "n’est plus montré non plus, car il mène à l’adresse\u202f; relisez aussi votre présentation et vos liens.",
    )


class AddressForm(CommuneForm):
    street = forms.CharField(label="Numéro et voie", max_length=200, required=False)
    postcode = forms.RegexField(
        r"^\d{5}$",
        label="Code postal",
        max_length=5,
        required=False,
        error_messages={"invalid": "Un code postal a 5 chiffres\u00a0: vérifiez-le, ou laissez vide."},
    )


class WhereForm(AddressForm, HidingForm):
    field_order = ("commune", "street", "postcode", "hides_address")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].required = False


class PlaceForm(AddressForm):
    label = forms.CharField(label="Nom du lieu", max_length=120, required=False)
    is_seat = forms.BooleanField(label="C’est le siège", required=False)


class WhatForm(forms.Form):
    description = _long("Présentation", "Ce que vous faites, pour qui, et ce que cela change. En quelques phrases.")
    themes = _themes()


class ContactForm(forms.Form):
    contact_email = forms.EmailField(
        label="Adresse électronique publique",
        required=False,
        max_length=254,
        help_text="Montrée aux seules personnes connectées. Pas d’adresse personnelle.",
    )
    phone = forms.CharField(label="Téléphone public", max_length=30, required=False)


class StatusForm(forms.Form):
    status = forms.ChoiceField(label="Statut", choices=StatusKind.choices)
    holds = forms.TypedChoiceField(
        label="Selon cette source, l’organisation",
        choices=[("oui", "détient ce statut"), ("non", "ne le détient pas")],
        coerce=lambda given: given == "oui",
    )
    source = forms.CharField(label="Source", max_length=200, help_text="Par exemple\u00a0: arrêté préfectoral.")
    stated_on = forms.DateField(label="Consultée le", widget=DAY)
    number = forms.CharField(label="Numéro", max_length=60, required=False)
    granted_on = forms.DateField(label="Accordé le", required=False, widget=DAY)
    expires_on = forms.DateField(label="Valable jusqu’au", required=False, widget=DAY)


class LinkForm(forms.Form):
    kind = forms.ChoiceField(label="Nature", choices=LinkKind.choices)
    url = forms.CharField(
        label="Adresse",
        max_length=500,
        help_text="Par exemple\u00a0: www.exemple.org",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "autocomplete": "url"}),
    )

    def clean_url(self) -> str:
        """Complete an address that is written without its beginning, as on a visiting card."""
        url: str = self.cleaned_data["url"].strip()
        return url if "://" in url or ":" in url.split("/", maxsplit=1)[0] else f"https://{url}"


class LogoForm(forms.Form):
    logo = forms.FileField(
        label="Image",
        help_text="PNG, JPEG, WebP ou GIF, 2\u00a0Mo au plus. Pas de SVG.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )


class SlugForm(forms.Form):
    slug = forms.CharField(label="Nouvelle adresse", max_length=120, help_text="L’ancienne y mènera toujours.")
