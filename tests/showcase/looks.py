"""Who looks at each page: the role for whom the most stands on it, and what it is looked at with.

After « / », the same page at another moment, or with something else on it.
"""

from dataclasses import dataclass

from frenchimpact.accounts.models import Appointment, FactorLoss, Passkey, User
from frenchimpact.calls.models import Handover
from frenchimpact.community.models import AbuseReport, Invitation, TerritoryClaim
from frenchimpact.documents.models import Document
from frenchimpact.messaging.models import Email, MailboxItem
from tests.showcase import finding as a

VISITOR = "visiteuse"
TEAM, OFFICER, DECIDER = "operatrice", "instructrice", "autorite"
CHAIR, JUROR = "presidente", "jure"
LEAD, FOUNDER, OTHER_FOUNDER, PAGE_LEAD, NOBODY = "pilote", "fondatrice", "fondateur", "responsable", "habitante"
CALL = a.fixed(slug="territoire-french-impact")
OF_QUESTIONS = ("letters", "questions", "questions_preview", "question_new", "section_new")
SUPPORT_CALL = a.fixed(slug="structure-d-accompagnement")
READ = a.fixed(slug="appel-d-essai-avec-comite")
RECORDED = a.fixed(slug="appel-d-essai-decide", number=1)
RECORDED_BY_FEW = a.fixed(slug="appel-d-essai-decide", number=2)
UNKNOWN = a.fixed(token="inconnu")  # noqa: S106  # of nobody


@dataclass(frozen=True)
class Look:
    """A page as one role sees it."""

    role: str
    find: a.Found = dict
    query: str = ""


def _public(*names: str) -> dict[str, Look]:
    return dict.fromkeys(names, Look(VISITOR))


def _of(role: str, find: a.Found, *names: str) -> dict[str, Look]:
    return dict.fromkeys(names, Look(role, find))


PUBLIC = _public(
    *(
        f"portal:{name}"
        for name in (
            "home",
            "about",
            "label",
            "axes",
            "open_source",
            "accessibility",
            "legal",
            "privacy",
            "register",
            "site_map",
            "demo",
            "idea",
        )
    ),
    "accounts:sign_in",
    "accounts:passkey_sign_in",
    "api:home",
    "calls:calls",
    "community:organisations",
    "geography:regions",
    "labels:verify",
    "geography:departements",
    "messaging:mailbox",
    "ui:style",
) | {
    "portal:search": Look(VISITOR, query="?q=roubais"),
    "portal:search/demonstration": Look(VISITOR, query="?q=essai"),
    "portal:search/rien": Look(VISITOR, query="?q=xzxzxzxz"),
    "messaging:mailbox_item": Look(VISITOR, a.pk_of(MailboxItem)),
    "geography:region": Look(VISITOR, a.fixed(slug="bretagne")),
    "geography:departement": Look(VISITOR, a.fixed(code="974")),
    "geography:epci": Look(VISITOR, a.fixed(siren="200054807")),
    "geography:commune": Look(VISITOR, a.fixed(code="59512")),
    "geography:suggestions": Look(VISITOR, query="?q=grenoble"),
    "community:territories": Look(VISITOR, query="?wave=1&certainty=certain&tri=-habitants"),
    "community:territories/rien": Look(VISITOR, query="?q=xzxzxz"),
    "community:territory": Look(VISITOR, a.fixed(slug="territoire-ledonien-clusterjura")),
    "community:territory/nouveau": Look(VISITOR, a.labelled),
    "community:organisation": Look(PAGE_LEAD, a.organisation("Les Ateliers")),
    "community:organisation/visiteuse": Look(VISITOR, a.organisation("Les Ateliers")),
    "community:organisation/en-attente": Look(OTHER_FOUNDER, a.organisation("L’Épicerie")),
    "community:organisation/masquee": Look(VISITOR, a.organisation("Le Refuge")),
    "labels:label": Look(VISITOR, a.label("Val-d’Essai")),
    "labels:label/organisation": Look(VISITOR, a.label_of_organisation("La Ruche")),
    "labels:registry/structures": Look(VISITOR, query="?porteur=structures"),
    "labels:wave_record": Look(VISITOR, RECORDED),
    "labels:wave_record/empreinte": Look(VISITOR, RECORDED_BY_FEW),
    "labels:registry": Look(VISITOR, query="?etat=active&tri=-annonce"),
    "labels:registry/rien": Look(VISITOR, query="?q=xzxzxz"),
    "labels:verify/faute": Look(VISITOR, query="?numero=FI-0000"),
    "community:report": Look(VISITOR, a.organisation("Les Ateliers")),
    "calls:call": Look(VISITOR, CALL),
    "calls:questionnaire": Look(VISITOR, CALL),
    "calls:call/organisations": Look(VISITOR, SUPPORT_CALL),
    "community:organisation/labellisee": Look(VISITOR, a.organisation("La Ruche")),
}
COMING_IN = {
    "accounts:first_operator": Look(VISITOR, UNKNOWN),
    "accounts:use_link": Look(VISITOR, UNKNOWN),
    "accounts:cancel_loss": Look(VISITOR, UNKNOWN),
    "accounts:address_undo": Look(VISITOR, UNKNOWN),
    "accounts:enter_code": Look("attend un code"),
    "accounts:complete_account": Look("ouvre un compte"),
    "accounts:second_factor": Look("doit un second facteur"),
    "accounts:report_loss": Look("doit un second facteur"),
    "accounts:address_code": Look("change d’adresse"),
    "accounts:resume": Look("reprend sa saisie"),
    "community:invitation": Look(VISITOR, a.token(Invitation)),
    "community:invitation/inconnue": Look(VISITOR, UNKNOWN),
    "community:letter": Look(VISITOR, a.letter("Rive-Fictive")),
    "community:letter/inconnue": Look(VISITOR, UNKNOWN),
    "community:seat_offer": Look(NOBODY, a.token("voisine@val-d-essai.exemple")),
    "community:seat_offer/inconnue": Look(VISITOR, UNKNOWN),
}
OWN = (
    _of(
        PAGE_LEAD,
        dict,
        *(
            f"accounts:{name}"
            for name in ("account", "my_data", "my_data_erasure", "confirm", "address", "security", "passkey_new")
        ),
        *(f"accounts:{name}" for name in ("totp_new", "totp_remove", "recovery_codes")),
        "portal:space",
        "messaging:notices",
        "messaging:preferences",
        "community:organisation_new",
    )
    | _of(PAGE_LEAD, a.public_id_of(Passkey), "accounts:passkey_rename", "accounts:passkey_remove")
    | {
        "portal:space/pilote": Look(LEAD),
        "portal:space/sans-rien": Look("ouvre sa page"),
        "community:organisation_where": Look("ouvre sa page"),
        "community:organisation_what": Look("ouvre sa page"),
    }
)
PAGES = (
    _of(
        PAGE_LEAD,
        a.organisation("Les Ateliers"),
        *(f"community:{name}" for name in ("organisation_edit", "members", "invite", "leave")),
    )
    | _of(
        PAGE_LEAD,
        a.colleague("Les Ateliers"),
        *(f"community:{name}" for name in ("member", "member_remove", "lead_transfer")),
    )
    | {
        f"community:organisation_section/{section}": Look(PAGE_LEAD, a.organisation("Les Ateliers", section=section))
        for section in (
            "identite",
            "presentation",
            "contact",
            "adresse-masquee",
            "lieux",
            "statuts",
            "liens",
            "numeros",
            "logo",
            "adresse-de-la-page",
        )
    }
    | {
        "community:join": Look(NOBODY, a.organisation("La Ruche")),
        "community:claim": Look(NOBODY, a.organisation("Mutuelle")),
        "community:claim/reprise": Look(NOBODY, a.organisation("Les Ateliers")),
        "community:join_answer": Look(PAGE_LEAD, a.request_to("Les Ateliers")),
        "community:claim_objection": Look(PAGE_LEAD, a.disputed),
    }
)
COLLECTIVES = (
    _of(
        LEAD,
        a.collective("Rive-Fictive"),
        "community:collective",
        "community:challenges",
        "community:challenge_new",
        *(
            f"community:collective_{name}"
            for name in ("edit", "perimeter", "close", "members", "member_new", "people", "leave")
        ),
    )
    | _of(
        LEAD,
        a.member("Rive-Fictive"),
        *(f"community:collective_{name}" for name in ("member", "member_removal", "letter")),
    )
    | _of(LEAD, a.seat("Rive-Fictive"), "community:collective_seat", "community:collective_seat_end")
    | _of(LEAD, a.challenge("Rive-Fictive"), "community:challenge_edit", "community:challenge_removal")
    | {
        "community:collectives": Look(LEAD),
        "community:collective_new": Look(LEAD),
        "community:collective/labellise": Look(LEAD, a.collective("Val-d’Essai")),
    }
)
APPLYING = {
    "calls:applications": Look(LEAD),
    "calls:apply": Look(LEAD, CALL),
    "calls:application": Look(LEAD, a.application("Val-d’Essai")),
    "calls:application/brouillon": Look(LEAD, a.application("Rive-Fictive")),
    "calls:application/complements": Look(LEAD, a.application("Plaine-Inventée")),
    "calls:application/deposee": Look(FOUNDER, a.application("Haute-Hypothèse")),
    "calls:application/proposee": Look(OTHER_FOUNDER, a.application("Mont-Supposé")),
    "calls:application/refusee": Look(FOUNDER, a.application("Pays du Conditionnel")),
    "calls:submit": Look(LEAD, a.application("Rive-Fictive")),
    "calls:receipt": Look(LEAD, a.application("Val-d’Essai")),
    "calls:submission": Look(LEAD, a.application("Val-d’Essai", number=1)),
    "calls:complements": Look(LEAD, a.application("Plaine-Inventée")),
    "calls:apply/organisation": Look(FOUNDER, SUPPORT_CALL),
    "calls:application/organisation": Look(FOUNDER, a.support_application("Fondation")),
    "calls:submission/organisation": Look(FOUNDER, a.support_application("Fondation", number=1)),
    "calls:withdraw": Look(LEAD, a.application("Plaine-Inventée")),
    "calls:decision": Look(LEAD, a.application("Val-d’Essai")),
    "calls:decision/comite": Look(FOUNDER, a.decided("Haute-Hypothèse")),
    "calls:decision/a-ouvrir": Look(OTHER_FOUNDER, a.application("Forêt-Imaginaire")),
    "calls:decision/refus": Look(FOUNDER, a.application("Pays du Conditionnel")),
    "labels:follow": Look(LEAD, a.label("Val-d’Essai")),
    "questionnaires:read": Look(LEAD, a.sheet("Val-d’Essai")),
    "questionnaires:versions": Look(LEAD, a.sheet("Rive-Fictive", key="presentation")),
    "questionnaires:sheet/complements": Look(LEAD, a.sheet("Plaine-Inventée")),
} | {
    f"questionnaires:sheet/{part}": Look(LEAD, a.sheet("Rive-Fictive"), f"?partie={part}")
    for part in ("territoire", "gouvernance", "acteurs", "defis", "accompagnement", "moyens", "impact", "pieces")
}
EXAMINING = {
    "calls:officer_desk": Look(OFFICER),
    "calls:officer_board": Look(OFFICER),
    "calls:officer_view_new": Look(OFFICER, query="?retard=oui"),
    "calls:officer_batch": Look(OFFICER),
    "calls:officer_handover": Look(OFFICER, a.pk_of(Handover)),
    "calls:officer_exchange": Look(OFFICER, a.application("Haute-Hypothèse")),
    "calls:officer_extension": Look(OFFICER, a.application("Plaine-Inventée")),
    "calls:officer_application": Look(OFFICER, a.application("Plaine-Inventée")),
    "calls:officer_application/deposee": Look(OFFICER, a.application("Haute-Hypothèse")),
    "calls:officer_application/decidee": Look(DECIDER, a.application("Val-d’Essai")),
    "calls:officer_application/organisation": Look(OFFICER, a.support_application("Fondation")),
    "calls:officer_admissibility/organisation": Look(OFFICER, a.support_application("Fondation")),
    "calls:officer_admissibility": Look(OFFICER, a.application("Haute-Hypothèse")),
    "calls:officer_complements": Look(OFFICER, a.application("Lande-Rêvée")),
    "calls:officer_propose": Look(OFFICER, a.application("Lande-Rêvée")),
    "calls:officer_decisions": Look(DECIDER),
    "calls:officer_decide": Look(DECIDER, a.application("Mont-Supposé")),
    "calls:officer_send_back": Look(DECIDER, a.application("Mont-Supposé")),
    "labels:desk": Look(DECIDER),
    **_of(
        DECIDER,
        a.label("Val-d’Essai"),
        *(f"labels:{name}" for name in ("desk_label", "suspend", "lift", "withdraw", "replace")),
    ),
}
SITTING = (
    _of(JUROR, READ, *(f"calls:committee_{name}" for name in ("interests", "interest_new", "leave")))
    | _of(TEAM, READ, "calls:operator_committee", "calls:operator_member_new")
    | _of(TEAM, a.seat_on("Luc"), "calls:operator_member", "calls:operator_member_end")
    | {
        "calls:committee_space": Look(JUROR),
        "calls:committee_space/presidence": Look(CHAIR),
        "calls:committee_conflicts": Look(CHAIR, READ),
        "calls:committee_conflict": Look(CHAIR, a.to_settle),
        "calls:committee_wave": Look(CHAIR, a.fixed(slug="appel-d-essai-avec-comite", number=1)),
        "calls:committee_ranking": Look(CHAIR, a.fixed(slug="appel-d-essai-avec-comite", number=1)),
        "calls:committee_meeting": Look(CHAIR, a.fixed(slug="appel-d-essai-avec-comite", number=1)),
        "calls:committee_meeting_item": Look(CHAIR, a.meeting_item),
        "calls:committee_pin": Look(CHAIR, a.fixed(slug="appel-d-essai-avec-comite", number=1)),
        "calls:committee_fewer": Look(CHAIR, a.in_review),
        "calls:committee_prolong": Look(CHAIR, a.reading_of_call),
        "calls:committee_take_back": Look(CHAIR, a.reading_of_call),
        "calls:committee_reading": Look(JUROR, a.reading(handed_over=False)),
        "calls:committee_reading/transmise": Look(JUROR, a.reading(handed_over=True)),
        "calls:committee_recuse": Look(JUROR, a.reading(handed_over=False)),
        "questionnaires:sheet/lecture": Look(JUROR, a.sheet_of_reading),
    }
)
RUNNING = (
    _of(
        TEAM,
        dict,
        *(
            f"portal:{name}"
            for name in ("operations", "health", "journal", "emails", "people", "appointments", "appointment_new")
        ),
        "portal:retention",
        "accounts:losses",
        "documents:waiting",
        *(f"community:{name}" for name in ("moderation", "moderation_claims", "moderation_reports", "publish_pages")),
        "community:territory_claims",
        "community:letter_wording",
        "calls:operator_calls",
        "calls:operator_call_new",
    )
    | _of(
        TEAM,
        CALL,
        *(f"calls:operator_{name}" for name in ("call", "call_edit", "call_close", "wave_new", "rules", "rule_new")),
    )
    | {
        "portal:email_resend": Look(TEAM, a.pk_of(Email)),
        **_of(TEAM, a.public_id_of(User), *(f"portal:person{end}" for end in ("", "_link", "_close", "_reopen"))),
        "portal:appointment_end": Look(TEAM, a.pk_of(Appointment)),
        "portal:retention_change": Look(TEAM, a.fixed(code="account")),
        "accounts:loss": Look(TEAM, a.public_id_of(FactorLoss)),
        "documents:release": Look(TEAM, a.public_id_of(Document)),
        "community:territory_claim": Look(TEAM, a.public_id_of(TerritoryClaim)),
        "community:page_decision": Look(TEAM, a.organisation("L’Épicerie")),
        "community:claim_decision": Look(TEAM, a.claim()),
        "community:report_decision": Look(TEAM, a.public_id_of(AbuseReport)),
        "calls:operator_call/brouillon": Look(TEAM, a.fixed(slug="appel-en-preparation")),
        "calls:operator_rule": Look(TEAM, a.fixed(slug="territoire-french-impact", key="membres")),
        **_of(TEAM, CALL, *(f"calls:operator_{name}" for name in OF_QUESTIONS)),
        "calls:operator_questions_publish": Look(TEAM, a.fixed(slug="appel-en-preparation")),
        "calls:operator_question_new/type": Look(TEAM, CALL, "?partie=territoire&type=choices"),
        "calls:operator_question": Look(TEAM, a.fixed(slug="territoire-french-impact", key="besoins")),
        "calls:operator_section": Look(TEAM, a.fixed(slug="territoire-french-impact", key="territoire")),
        "calls:operator_rule_new/fait": Look(TEAM, CALL, "?fait=collective.roles&si=lead.kinds"),
        "calls:operator_call_open": Look(TEAM, a.fixed(slug="appel-en-preparation")),
        **_of(TEAM, a.fixed(slug="appel-en-preparation"), "calls:operator_grid", "calls:operator_criterion_new"),
        "calls:operator_criterion": Look(TEAM, a.fixed(slug="appel-en-preparation", key="gouvernance")),
        "calls:operator_wave_edit": Look(TEAM, a.fixed(slug="territoire-french-impact", number=3)),
        "calls:operator_wave_places": Look(TEAM, a.fixed(slug="territoire-french-impact", number=2)),
        "calls:operator_wave_prorogue": Look(TEAM, a.fixed(slug="territoire-french-impact", number=2)),
    }
)
LOOKS = PUBLIC | COMING_IN | OWN | PAGES | COLLECTIVES | APPLYING | EXAMINING | SITTING | RUNNING


def name_of(key: str) -> str:
    """Give the name of the address, without what tells two looks apart."""
    return key.partition("/")[0]
