"""What happened to labels that the public may wish to follow."""

from frenchimpact.calls.queries.news import LATEST, News
from frenchimpact.labels.models import ActKind, LabelAct

TOLD = {
    ActKind.SUSPENSION: "est suspendu",
    ActKind.LIFTING: "n’est plus suspendu",
    ActKind.REPLACEMENT: "est remplacé par celui d’un autre territoire",
    ActKind.WITHDRAWAL: "est retiré",
}


def news_of_labels() -> list[News]:
    """List what was decided on labels, the latest first; reasons stay between the authority and the holder."""
    related = ("label__territory", "label__former_territory", "label__organisation")
    acts = LabelAct.objects.select_related(*related).order_by("-at", "-pk")[:LATEST]
    return [
        News(
            f"Le label de {act.label.holder} {TOLD[ActKind(act.kind)]}",
            act.public_note,
            f"{act.label.get_absolute_url()}#acte-{act.pk}",
            act.at,
        )
        for act in acts
    ]
