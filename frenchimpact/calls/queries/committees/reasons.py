"""« Pourquoi ce rang ? » in French sentences."""

from decimal import Decimal

from frenchimpact.calls.queries.committees.rankings import Ranked, WaveRanking
from frenchimpact.ui.words import number, plural

TOO_LITTLE = 0.05  # points that a sentence rounded to a tenth would call nothing
A_SHADE = 1  # point between two readers: no division
WHY_NOT = {
    "ratio": "rien ne prouve que des lecteurs soient plus sévères que d’autres",
    "share": "la sévérité des lecteurs pèse trop peu dans les notes pour être corrigée",
    "readings": "un lecteur a noté trop peu de dossiers pour qu’on connaisse ses habitudes",
    "connected": "des groupes de dossiers n’ont aucun lecteur commun\u00a0: leurs notes se comparent mal",
}


def points(value: float, decimals: int = 1) -> str:
    return number(Decimal(str(value)), decimals)


def rank(value: int) -> str:
    return "1er" if value == 1 else f"{value}e"


def habit_in_words(habit: float) -> str:
    """Say how the readers of a file score, all their files considered."""
    if abs(habit) < TOO_LITTLE:
        return "Ses lecteurs ne notent en moyenne ni plus sévèrement ni plus généreusement que les autres."
    how = "sévèrement" if habit < 0 else "généreusement"
    count = abs(habit)
    return f"Ses lecteurs notent en moyenne {points(count)} {plural(count, 'point')} plus {how} que les autres."


def method_in_words(ranking: WaveRanking) -> str:
    """Say in one sentence what the ranking rests on."""
    if ranking.is_computing:
        return "Le calcul des rangs est en cours\u00a0: en attendant, les moyennes brutes. Rechargez dans un instant."
    if ranking.hidden:
        return (
            "Les couleurs sont celles de tout le classement\u00a0; des dossiers ne vous étant pas montrés, les autres "
            "sont dans l’ordre de leur moyenne brute, sans rang ni barre."
        )
    if ranking.model is None:
        return (
            "Trop peu de lectures par membre pour un calcul\u00a0: moyennes brutes, sans correction. Un dossier est "
            "nettement au-dessus quand même sa note la plus basse dépasse la barre, nettement en dessous quand même "
            "la plus haute ne l’atteint pas."
        )
    sure = "Un dossier est net quand le calcul en est sûr à 90\u202f%\u00a0; les autres sont à délibérer."
    if ranking.adjusts:
        return f"Des lecteurs sont plus sévères que d’autres, c’est établi\u00a0: leurs notes sont corrigées. {sure}"
    why = "\u00a0; ".join(WHY_NOT[reason] for reason in ranking.model.why_not)
    return f"Les notes ne sont pas corrigées\u00a0: {why}. {sure}"


def place_in_words(one: Ranked) -> str:
    """Say how sure the rank of a file is; its scores where there is no model."""
    if one.model is None:
        count = len(one.given)
        span = f"de {points(one.lowest)} à {points(one.highest)}"
        return f"{points(one.mean)} sur 5, {span} ({count} {plural(count, 'lecture')})"
    (low50, high50), (low90, high90) = one.model.interval50, one.model.interval90
    return (
        f"{points(one.mean)} sur 5\u00a0; rang attendu {points(one.model.expected_rank)}, du {rank(low50)} au "
        f"{rank(high50)} une fois sur deux, du {rank(low90)} au {rank(high90)} neuf fois sur dix"
    )


def division_in_words(one: Ranked) -> str:
    """Say on what its readers are furthest apart; nothing where they are not."""
    if one.divided_by <= A_SHADE:
        return ""
    return f"Le plus grand écart entre ses lecteurs\u00a0: {one.divided_by} points sur «\u00a0{one.divided}\u00a0»."
