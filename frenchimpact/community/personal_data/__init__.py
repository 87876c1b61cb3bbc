"""What the community holds about a person: one file a subject, all read when the site starts."""

from frenchimpact.community.personal_data import collectives, memberships, organisations, relations

__all__ = ["collectives", "memberships", "organisations", "relations"]
