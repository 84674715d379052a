"""Where the app opens for what a user was told; a path of its own, at whatever address it is."""

from uuid import UUID


def episode_path(community_id: UUID, episode_id: UUID) -> str:
    """The page of one surplus: how it went, and what it meant for the user."""
    return f"/communities/{community_id}/episodes/{episode_id}"
