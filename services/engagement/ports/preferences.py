"""What users decided about being told, at rest."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol
from uuid import UUID

from services.engagement.domain.notifications.preference import CommunityPreference, Preference


class Preferences(Protocol):
    """Users' decisions. Every method may raise StoreUnavailableError."""

    async def general(self, user_id: UUID) -> Preference:
        """What the user decided, or the defaults."""
        ...

    async def save_general(self, user_id: UUID, preference: Preference) -> None:
        """Put it in place of what was there."""
        ...

    async def change_general(
        self, user_id: UUID, change: Callable[[Preference], Preference]
    ) -> Preference:
        """Put what `change` makes of it in its place; nobody else decides meanwhile.

        Raises what `change` raises: then it stays as it was.
        """
        ...

    async def end_mail(self, user_id: UUID) -> None:
        """Mail is never used from now on, until the user decides again or `resume_mail`."""
        ...

    async def resume_mail(self, user_id: UUID) -> None:
        """Undo `end_mail`; nothing where the user has decided since, or had decided so before."""
        ...

    async def of_community(self, user_id: UUID, community_id: UUID) -> CommunityPreference | None:
        """What the user decided for that community; None when nothing."""
        ...

    async def of_communities(self, user_id: UUID) -> Mapping[UUID, CommunityPreference]:
        """All that the user decided for communities alone."""
        ...

    async def save_of_community(
        self, user_id: UUID, community_id: UUID, preference: CommunityPreference
    ) -> None:
        """Put it in place of what was there."""
        ...

    async def delete_of_community(self, user_id: UUID, community_id: UUID) -> None:
        """The general preference holds there again; again does nothing."""
        ...

    async def forget_communities(self, community_ids: Collection[UUID]) -> int:
        """Delete what anybody decided for these communities alone; of how many."""
        ...
