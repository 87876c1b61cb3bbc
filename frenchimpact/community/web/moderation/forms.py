"""Forms of moderation, and the sentences that spare typing: each may be changed before it is sent."""

from collections.abc import Sequence

from django import forms

from frenchimpact.community.models import Organisation, Verdict

PAGE_SENTENCES = (
    "La présentation ne permet pas de comprendre ce que fait l’organisation : décrivez son activité.",
    "Cette organisation a déjà une page : demandez à rejoindre son équipe.",
    "Le numéro donné n’est pas celui de cette organisation : vérifiez-le.",
    "La page ressemble à une publicité : présentez l’organisation et ce qu’elle fait pour son territoire.",
    "La page contient des données personnelles qui ne doivent pas être publiques : retirez-les.",
    "Nous n’avons pas pu vérifier que cette organisation existe : ajoutez un numéro, ou un lien vers son site.",
)
CLAIM_SENTENCES = (
    "Le document montre que vous agissez pour l’organisation.",
    "Personne ne gère plus cette page, et votre adresse est celle de l’organisation.",
    "Le document ne montre pas que vous agissez pour l’organisation : envoyez-en un autre avec une nouvelle demande.",
    "La personne responsable est toujours en fonction : demandez plutôt à rejoindre l’équipe.",
)
REPORT_SENTENCES = (
    "Merci : nous avons demandé à l’organisation de corriger sa page.",
    "Merci : nous avons fermé cette page.",
    "Nous avons vérifié : ce que dit la page est exact.",
    "Ce différend ne regarde pas la plateforme : adressez-vous à l’organisation.",
)
NO_SENTENCE = ("", "Choisir une phrase, ou écrire la vôtre")
INSERT = "insert"  # the button that puts the chosen sentence in the text, where it can be changed


class DecisionForm(forms.Form):
    """Which decision, and its reason, begun by a ready-made sentence."""

    sentence = forms.ChoiceField(label="Phrase toute prête", required=False)
    reason = forms.CharField(
        label="Motif", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 5}), help_text=""
    )
    decision = forms.ChoiceField(label="Décision", widget=forms.RadioSelect)

    def __init__(self, choices: Sequence[tuple[str, str]], sentences: Sequence[str], *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # data, then files
        self.choices, self.sentences = choices, sentences
        self.fields["decision"].choices = list(choices)  # type: ignore[attr-defined]
        self.fields["sentence"].choices = [NO_SENTENCE, *((one, one) for one in sentences)]  # type: ignore[attr-defined]
        self.fields["reason"].help_text = "Les personnes concernées le liront."

    def with_sentence(self) -> "DecisionForm":
        """Return the same form with the chosen sentence in the text: what a press on « Insérer » shows."""
        typed, chosen = str(self.data.get("reason", "")).strip(), str(self.data.get("sentence", ""))
        reason = "\n".join(filter(None, [typed, chosen]))
        decision = str(self.data.get("decision", ""))
        return DecisionForm(
            self.choices, self.sentences, None, None, "id_%s", None, {"reason": reason, "decision": decision}
        )


class PublishForm(forms.Form):
    """Which pages to publish together; the second time, with the answer that it is meant."""

    pages = forms.ModelMultipleChoiceField(
        label="Pages à publier",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Une de ces pages n’attend plus : rechargez la page."},
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # data, then files
        self.fields["pages"].queryset = Organisation.objects.waiting().order_by("created_at", "pk")  # type: ignore[attr-defined]


def verdict_choices(allowed: Sequence[Verdict]) -> list[tuple[str, str]]:
    words = {Verdict.PUBLISHED: "Publier la page", Verdict.REFUSED: "Refuser, et dire quoi corriger"}
    return [(verdict, words.get(verdict, "Fermer la page")) for verdict in allowed]
