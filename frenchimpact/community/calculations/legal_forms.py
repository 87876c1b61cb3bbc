"""INSEE legal categories that are common here, and what they tell of the social and solidarity economy.

Source: INSEE, « Catégories juridiques », level III; a compact extract.
"""

LEGAL_FORMS: dict[str, str] = {
    "1000": "Entrepreneur individuel",
    "5458": "SARL coopérative ouvrière de production (SCOP)",
    "5460": "Autre SARL coopérative",
    "5499": "Société à responsabilité limitée (SARL)",
    "5558": "SA coopérative ouvrière de production (SCOP)",
    "5560": "Autre SA coopérative",
    "5599": "Société anonyme à conseil d’administration",
    "5710": "Société par actions simplifiée (SAS)",
    "6316": "Coopérative d’utilisation de matériel agricole (CUMA)",
    "6317": "Société coopérative agricole",
    "6540": "Société civile immobilière",
    "7210": "Commune",
    "7220": "Département",
    "7230": "Région",
    "7344": "Métropole",
    "7346": "Communauté de communes",
    "7348": "Communauté d’agglomération",
    "7361": "Centre communal d’action sociale",
    "8210": "Mutuelle",
    "9210": "Association non déclarée",
    "9220": "Association déclarée",
    "9221": "Association déclarée d’insertion par l’économique",
    "9222": "Association intermédiaire",
    "9223": "Groupement d’employeurs",
    "9230": "Association déclarée, reconnue d’utilité publique",
    "9260": "Association de droit local (Alsace-Moselle)",
    "9300": "Fondation",
}
COOPERATIVES = {"5195", "5458", "5460", "5558", "5560", "5658", "5660", "6316", "6317", "6318"}
BY_STATUS, COMMERCIAL, NOT_ESS, UNKNOWN = "by_status", "commercial", "not_ess", "unknown"
PUBLIC_LAW, NATURAL_PERSON = "7", "1"


def ess_basis_of(category: str, *, claims_ess: bool) -> str:
    """Say on what belonging to the ESS rests. Law 2014-856 of 31 July 2014, article 1.

    Statutes come first; whatever is public or no legal person is out; a company is in when a source says so, and
    else nobody knows: a SAS may be a SCIC, which its category does not tell.
    """
    if (category[:2] in {"92", "93", "82"} and category != "9240") or category in COOPERATIVES:
        return BY_STATUS
    if category[:1] in {PUBLIC_LAW, NATURAL_PERSON}:
        return NOT_ESS
    return COMMERCIAL if claims_ess else UNKNOWN
