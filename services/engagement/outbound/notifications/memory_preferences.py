"""Preferences' twin in memory."""

from uuid import UUID

from services.engagement.domain.notifications.preference import (
    DEFAULT_PREFERENCE,
    CommunityPreference,
    Preference,
)
from services.engagement.outbound.tables import MemoryTables


class MemoryPreferences(MemoryTables):
    """Keeps Preferences' promises."""

    async def general(self, user_id: UUID) -> Preference:
        self.check()
        return self.preferences.get(user_id, DEFAULT_PREFERENCE)

    async def save_general(self, user_id: UUID, preference: Preference) -> None:
        self.check()
        self.preferences[user_id] = preference

    async def of_community(self, user_id: UUID, community_id: UUID) -> CommunityPreference | None:
        self.check()
        return self.community_preferences.get((user_id, community_id))

    async def save_of_community(
        self,
        user_id: UUID,
        community_id: UUID,
        preference: CommunityPreference,
    ) -> None:
        self.check()
        self.community_preferences[user_id, community_id] = preference

    async def delete_of_community(self, user_id: UUID, community_id: UUID) -> None:
        self.check()
        self.community_preferences.pop((user_id, community_id), None)
