"""What the style guide shows in its components: invented, and said to be so."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django_filters import CharFilter, FilterSet

from frenchimpact.ui.listing import Column, List


class SampleForm(forms.Form):
    """One field of each kind, shown with errors."""

    name = forms.CharField(label="Nom du collectif", max_length=100, help_text="Tel qu’il apparaîtra sur la carte.")
    email = forms.EmailField(label="Adresse électronique")
    story = forms.CharField(label="Le défi en quelques phrases", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label="Famille de défi",
        choices=[("social", "Social"), ("environmental", "Environnemental"), ("citizen", "Citoyen")],
        widget=forms.RadioSelect,
    )
    region = forms.ChoiceField(label="Région", choices=[("", "Choisir…"), ("53", "Bretagne")], required=False)
    agreed = forms.BooleanField(label="Le collectif accepte que son périmètre soit public")


class SampleFilters(FilterSet):
    """A filter over a table that every installation has."""

    q = CharFilter(field_name="model", lookup_expr="icontains", label="Nom")


SAMPLE_LIST: List[ContentType] = List(
    name="exemple",
    columns=[
        Column("nom", "Nom", lambda kind: kind.model, sort="model", link=lambda kind: f"#{kind.pk}"),
        Column("module", "Module", lambda kind: kind.app_label, sort="app_label"),
        Column("lettres", "Lettres", lambda kind: len(kind.model), numeric=True),
    ],
    default_sort="nom",
    filters=SampleFilters,
    per_page=6,
    empty="Rien ne porte ce nom.",
)
