"""Who is told of what happens in the community: one file a subject, all read when the site starts."""

from frenchimpact.community.notices import collectives, memberships, moderation

__all__ = ["collectives", "memberships", "moderation"]
