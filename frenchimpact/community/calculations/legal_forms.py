"""INSEE legal categories that are common here, and what they tell of the social and solidarity economy.

Source: INSEE, « Catégories juridiques », level III; a compact extract, the likeliest first in each group.
"""

GROUPS: dict[str, dict[str, str]] = {
    "Associations et fondations": {
        "9220": "Association déclarée (loi de 1901)",
        "9260": "Association de droit local (Alsace-Moselle)",
        "9221": "Association déclarée d’insertion par l’économique",
        "9222": "Association intermédiaire",
        "9223": "Groupement d’employeurs",
        "9230": "Association déclarée, reconnue d’utilité publique",
        "9210": "Association non déclarée",
        "9240": "Congrégation",
        "9300": "Fondation",
    },
    "Coopératives": {
        "5458": "SARL coopérative ouvrière de production (SCOP)",
        "5558": "SA coopérative ouvrière de production (SCOP), à conseil d’administration",
        "5658": "SA coopérative ouvrière de production (SCOP), à directoire",
        "5460": "Autre SARL coopérative, dont SCIC",
        "5560": "Autre SA coopérative à conseil d’administration, dont SCIC",
        "5660": "Autre SA coopérative à directoire, dont SCIC",
        "5451": "SARL coopérative de consommation",
        "5551": "SA coopérative de consommation à conseil d’administration",
        "5453": "SARL coopérative artisanale",
        "5195": "Association coopérative inscrite (Alsace-Moselle)",
        "6316": "Coopérative d’utilisation de matériel agricole (CUMA)",
        "6317": "Société coopérative agricole",
        "6318": "Union de sociétés coopératives agricoles",
    },
    "Mutuelles": {
        "8210": "Mutuelle",
        "6411": "Société d’assurance à forme mutuelle",
        "8290": "Autre organisme mutualiste",
    },
    "Sociétés et entreprises individuelles": {
        "5710": "Société par actions simplifiée (SAS)",
        "5720": "Société par actions simplifiée à associé unique (SASU)",
        "5499": "Société à responsabilité limitée (SARL)",
        "5498": "SARL unipersonnelle (EURL)",
        "5599": "Société anonyme à conseil d’administration",
        "5699": "Société anonyme à directoire",
        "5202": "Société en nom collectif",
        "6220": "Groupement d’intérêt économique (GIE)",
        "6540": "Société civile immobilière",
        "6599": "Autre société civile",
        "1000": "Entrepreneur individuel",
    },
    "Collectivités et organismes publics": {
        "7210": "Commune",
        "7346": "Communauté de communes",
        "7348": "Communauté d’agglomération",
        "7343": "Communauté urbaine",
        "7344": "Métropole",
        "7353": "Syndicat intercommunal à vocation unique (SIVU)",
        "7345": "Syndicat intercommunal à vocation multiple (SIVOM)",
        "7354": "Syndicat mixte fermé",
        "7355": "Syndicat mixte ouvert",
        "7357": "Pôle d’équilibre territorial et rural (PETR)",
        "7220": "Département",
        "7230": "Région",
        "7225": "Collectivité et territoire d’outre-mer",
        "7361": "Centre communal d’action sociale (CCAS)",
        "7367": "Centre intercommunal d’action sociale (CIAS)",
        "7364": "Établissement d’hospitalisation",
        "7366": "Établissement public local social et médico-social",
        "7371": "Office public d’habitation à loyer modéré (OPHLM)",
        "7373": "Établissement public local culturel",
        "7331": "Établissement public local d’enseignement",
        "7383": "Établissement public national à caractère scientifique, culturel et professionnel (université)",
        "7389": "Établissement public national à caractère administratif",
        "4110": "Établissement public national à caractère industriel ou commercial (EPIC)",
        "4140": "Établissement public local à caractère industriel ou commercial (EPIC local)",
        "7410": "Groupement d’intérêt public (GIP)",
        "7381": "Organisme consulaire (chambre de commerce, de métiers, d’agriculture)",
    },
}
LEGAL_FORMS: dict[str, str] = {code: name for group in GROUPS.values() for code, name in group.items()}
COOPERATIVES = {
    *("5191", "5192", "5193", "5194", "5195", "5196", "5203", "5309"),
    *("5451", "5453", "5454", "5455", "5458", "5459", "5460"),
    *("5551", "5552", "5553", "5554", "5555", "5558", "5559", "5560"),
    *("5651", "5652", "5653", "5654", "5655", "5658", "5659", "5660"),
    *("6316", "6317", "6318"),
}
MUTUAL_INSURERS = {"6411"}
BY_STATUS, COMMERCIAL, NOT_ESS, UNKNOWN = "by_status", "commercial", "not_ess", "unknown"
PUBLIC_LAW, PUBLIC_TRADERS, NATURAL_PERSON = "7", "4", "1"


def ess_basis_of(category: str, *, claims_ess: bool) -> str:
    """Say on what belonging to the ESS rests. Law 2014-856 of 31 July 2014, article 1.

    Statutes come first; whatever is public or no legal person is out; a company is in when a source says so, and
    else nobody knows: a SAS may be a SCIC, which its category does not tell.
    """
    if (category[:2] in {"92", "93", "82"} and category != "9240") or category in COOPERATIVES | MUTUAL_INSURERS:
        return BY_STATUS
    if category[:1] in {PUBLIC_LAW, PUBLIC_TRADERS, NATURAL_PERSON}:
        return NOT_ESS
    return COMMERCIAL if claims_ess else UNKNOWN
