"""Addresses that are no page to look at, each for a reason that test_looks.py checks against what they answer."""

from enum import StrEnum


class Why(StrEnum):
    POST_ONLY = "a button of another page sends there"
    FILE = "a file, a picture, or what machines read"
    LEADS_ELSEWHERE = "answers by leading to a page"
    PIECE = "a piece of a page, which htmx asks for"


NO_PAGES = {
    **dict.fromkeys(
        (
            "accounts:close_session",
            "accounts:close_sessions",
            "accounts:my_data_export",
            "accounts:proconnect",
            "accounts:sign_out",
            "calls:decision_read",
            "calls:officer_assign",
            "calls:officer_complete",
            "calls:officer_send",
            "calls:officer_strike",
            "calls:officer_take",
            "calls:officer_view_drop",
            "calls:operator_call_ship",
            "calls:committee_ask",
            "calls:committee_conflicts_look",
            "calls:committee_reading_submit",
            "calls:committee_unpin",
            "calls:committee_validate",
            "calls:committee_interest_removal",
            "calls:operator_committee_set_up",
            "calls:operator_criterion_removal",
            "calls:operator_rule_move",
            "calls:operator_rule_removal",
            "calls:operator_wave_step",
            "community:challenge_rank",
            "community:check_again",
            "community:claim_withdraw",
            "community:collective_letter_send",
            "community:decision_undo",
            "community:invitation_resend",
            "community:invitation_revoke",
            "community:join_withdraw",
            "community:organisation_logo_removal",
            "community:organisation_remove",
            "community:proof_release",
            "community:show_name",
            "messaging:mark_all_read",
            "messaging:mark_read",
            "portal:appearance",
            "portal:demo_enter",
            "portal:jobs_restart",
            "questionnaires:field",
            "questionnaires:presence",
        ),
        Why.POST_ONLY,
    ),
    **dict.fromkeys(
        (
            "api-v1:findPlaces",
            "api-v1:listOrganisations",
            "api-v1:list_all",
            "api-v1:list_calls",
            "api-v1:list_labels",
            "api-v1:openapi-json",
            "api-v1:read",
            "api-v1:readOrganisation",
            "calls:application_dates",
            "calls:dates",
            "calls:decision_letter",
            "calls:officer_letter",
            "calls:draft_file",
            "calls:receipt_file",
            "calls:submission_file",
            "calls:wave_dates",
            "community:claim_proof",
            "labels:act_letter",
            "labels:badge",
            "labels:certificate",
            "labels:credential",
            "labels:issuer",
            "labels:keys",
            "labels:qr",
            "labels:status_list",
            "community:organisation_logo",
            "portal:alive",
            "portal:feed",
            "portal:robots",
            "portal:security_text",
            "portal:site_preview",
            "portal:sitemap_xml",
            "portal:territory_preview",
            "questionnaires:file",
            "questionnaires:pdf",
        ),
        Why.FILE,
    ),
    "accounts:proconnect_return": Why.LEADS_ELSEWHERE,  # and is nowhere where ProConnect is not set
    "api-v1:api-root": Why.LEADS_ELSEWHERE,  # of django-ninja, which keeps it only to make addresses
}
