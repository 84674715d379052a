"""Preferences' twin in memory."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
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
        self.mail_before_end.pop(user_id, None)

    async def change_general(
        self, user_id: UUID, change: Callable[[Preference], Preference]
    ) -> Preference:
        changed = change(await self.general(user_id))
        await self.save_general(user_id, changed)
        return changed

    async def end_mail(self, user_id: UUID) -> None:
        preference = await self.general(user_id)
        if preference.mail != "never":
            self.preferences[user_id] = replace(preference, mail="never")
            self.mail_before_end[user_id] = preference.mail

    async def resume_mail(self, user_id: UUID) -> None:
        self.check()
        if user_id in self.mail_before_end:
            before = self.mail_before_end.pop(user_id)
            self.preferences[user_id] = replace(self.preferences[user_id], mail=before)

    async def of_community(self, user_id: UUID, community_id: UUID) -> CommunityPreference | None:
        self.check()
        return self.community_preferences.get((user_id, community_id))

    async def of_communities(self, user_id: UUID) -> Mapping[UUID, CommunityPreference]:
        self.check()
        return {
            community_id: self.community_preferences[user, community_id]
            for user, community_id in sorted(self.community_preferences)
            if user == user_id
        }

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

    async def forget_communities(self, community_ids: Collection[UUID]) -> int:
        self.check()
        gone = [key for key in self.community_preferences if key[1] in community_ids]
        for key in gone:
            del self.community_preferences[key]
        return len(gone)
