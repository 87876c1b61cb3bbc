"""One address of each page, by its name: arguments lead to the richest example in France."""

from django.urls import reverse

from tests.permissions.walk import EVERY_DOOR, routes

ARGUMENTS: dict[str, dict[str, object]] = {
    "geography:region": {"slug": "bretagne"},
    "geography:departement": {"code": "974"},
    "geography:epci": {"siren": "200054807"},
    "geography:commune": {"code": "59512"},
    "community:territory": {"slug": "territoire-ledonien-clusterjura"},
    "portal:territory_preview": {"slug": "roubaix"},
    "accounts:use_link": {"token": "inconnu"},
    "community:invitation": {"token": "inconnu"},
    "community:letter": {"token": "inconnu"},
    "community:seat_offer": {"token": "inconnu"},
    "accounts:first_operator": {"token": "inconnu"},
    "accounts:cancel_loss": {"token": "inconnu"},
    "accounts:address_undo": {"token": "inconnu"},
    "api-v1:read": {"slug": "roubaix"},
}
QUERIES = {
    "portal:search": "?q=roubais",
    "geography:suggestions": "?q=grenoble",
    "community:territories": "?wave=1&certainty=certain&tri=-habitants",
    "api-v1:findPlaces": "?q=roubaix",
}
# What is no page to look at: what only answers to POST, what machines read, pictures.
NOT_PAGES = {
    "documents:waiting",  # of the team, needing rows
    "documents:release",
    "questionnaires:sheet",  # of who writes: looked at with the journey of an application
    "questionnaires:read",
    "questionnaires:pdf",
    "questionnaires:presence",
    "questionnaires:field",
    "questionnaires:versions",
    "questionnaires:file",
    "community:organisation",  # needs an organisation: looked at by the tests of organisations
    "community:organisation_logo",
    "community:organisation_where",  # leads back to the first step
    "community:organisation_what",
    "community:organisation_logo_removal",
    "community:organisation_remove",
    "api-v1:readOrganisation",
    "community:report",  # needs an organisation: looked at with the journeys of teams
    "community:collective_letter_send",
    # A collective's own pages: looked at by the journeys, not by this sweep yet.
    "community:collective",
    "community:collective_edit",
    "community:collective_perimeter",
    "community:collective_members",
    "community:collective_close",
    "community:collective_member_new",
    "community:collective_member",
    "community:collective_member_removal",
    "community:collective_letter",
    "community:collective_seat",
    "community:collective_people",
    "community:collective_leave",
    "community:collective_seat_end",
    "community:challenges",
    "community:challenge_new",
    "community:challenge_edit",
    "community:challenge_removal",
    "community:territory_claim",
    "community:challenge_rank",
    "community:invitation_resend",
    "community:invitation_revoke",
    "community:check_again",
    "community:show_name",
    "community:join_withdraw",
    "community:claim_withdraw",
    "community:claim_proof",
    "community:decision_undo",
    "community:proof_release",
    "portal:appearance",
    "portal:feed",
    "portal:sitemap_xml",
    "portal:robots",
    "portal:site_preview",
    "portal:territory_preview",
    "portal:alive",
    "portal:security_text",
    "portal:demo_enter",
    "portal:demo",  # only where there are demo people; looked at by the tests of the demonstration
    "messaging:mailbox_item",  # of a developer's machine, looked at with the team's pages
    "accounts:sign_out",
    "accounts:close_sessions",
    "accounts:close_session",
    "accounts:proconnect",
    "accounts:proconnect_return",
    "accounts:enter_code",  # these wait for a step before them: looked at by the journey of signing in
    "accounts:complete_account",
    "accounts:second_factor",
    "accounts:report_loss",
    "accounts:address_code",
    "accounts:passkey_rename",  # these need a key
    "accounts:passkey_remove",
    "accounts:loss",
    "accounts:my_data_export",
    "portal:jobs_restart",
    "messaging:mark_all_read",
    "messaging:mark_read",
    "calls:dates",  # calendars and prints
    "calls:wave_dates",
    "calls:receipt_file",
    "calls:submission_file",
    "calls:call",  # where there is a call: looked at by the tests of calls
    "calls:questionnaire",
    "calls:apply",
    "calls:application",
    "calls:submit",
    "calls:receipt",
    "calls:submission",
    "calls:complements",
    "calls:withdraw",
    "calls:decision",
    "calls:decision_read",
    "calls:decision_letter",
    "calls:operator_call",
    "calls:operator_call_edit",
    "calls:operator_call_open",
    "calls:operator_call_close",
    "calls:operator_call_ship",
    "calls:operator_wave_new",
    "calls:operator_wave_edit",
    "calls:operator_wave_prorogue",
    "calls:operator_wave_step",
    "calls:officer_application",
    "calls:officer_take",
    "calls:officer_assign",
    "calls:officer_admissibility",
    "calls:officer_complete",
    "calls:officer_complements",
    "calls:officer_propose",
    "calls:officer_letter",
    "calls:officer_decide",
    "calls:officer_send_back",
}


def address_of(name: str, arguments: dict[str, object] | None = None) -> str:
    chosen = ARGUMENTS.get(name, {}) if arguments is None else arguments
    return reverse(name, kwargs=chosen, urlconf=EVERY_DOOR) + QUERIES.get(name, "")


def pages_for(*audiences: str) -> list[str]:
    """Name the pages that a person looks at, of these audiences, found in the resolver itself."""
    pages = [route for route in routes() if hasattr(route.view, "access") and route.name not in NOT_PAGES]
    return [route.name for route in pages if route.view.access.audience.name in audiences]  # type: ignore[attr-defined]
