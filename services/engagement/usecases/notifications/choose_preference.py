"""A user decides about being told: in general, and for one community (FR4.2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import UnauthenticatedError
from services.engagement.domain.notifications.preference import (
    CommunityPreference,
    Preference,
)
from services.engagement.domain.registry.contact import (
    DEFAULT_LOCALE,
    DEFAULT_TIME_ZONE,
    Contacts,
    Locale,
)
from services.engagement.ports.delivery import DeliveryQueue
from services.engagement.ports.preferences import Preferences
from services.engagement.usecases.registry.access import Access


@dataclass(frozen=True, slots=True)
class CommunityPreferenceInForce:
    """What holds for a community, and whether that was decided for it alone.

    `has_left`: the user has nothing to do with it any more, or it was removed. What was decided is
    kept: it holds again for who comes back.
    """

    community_id: UUID
    community_name: str | None
    """None once it was removed."""
    preference: CommunityPreference
    is_own: bool
    has_left: bool


@dataclass(frozen=True, slots=True)
class PreferenceInForce:
    """What the user decided, with what the account says where nothing was decided."""

    preference: Preference
    time_zone: str
    language: Locale
    communities: Sequence[CommunityPreferenceInForce]
    """Those that the user decided for alone."""


class ChoosePreference:
    """Everybody's own only; nobody else reads it, the representative neither."""

    def __init__(
        self,
        preferences: Preferences,
        queue: DeliveryQueue,
        contacts: Contacts,
        access: Access,
        clock: Clock,
    ) -> None:
        self._preferences = preferences
        self._queue = queue
        self._clock = clock
        self._contacts = contacts
        self._access = access

    async def general(self, user_id: UUID) -> PreferenceInForce:
        """What holds wherever nothing else was decided."""
        return await self._in_force(user_id, await self._preferences.general(user_id))

    async def decide(self, user_id: UUID, preference: Preference) -> PreferenceInForce:
        """From now on this holds. Raises UnauthenticatedError once the account is deleted."""
        return await self.change(user_id, lambda _: preference)

    async def change(
        self, user_id: UUID, change: Callable[[Preference], Preference]
    ) -> PreferenceInForce:
        """From now on this holds instead. Raises as `decide` and `change` do."""
        self._check_exists(user_id)
        preference = await self._preferences.change_general(user_id, change)
        if preference.mail == "never":
            await self._queue.drop_mail(user_id, self._clock.now())
        return await self._in_force(user_id, preference)

    async def of_community(self, user_id: UUID, community_id: UUID) -> CommunityPreferenceInForce:
        """What holds there; what the user decided also after leaving.

        Raises CommunityNotFoundError or NoAccessError.
        """
        own = await self._preferences.of_community(user_id, community_id)
        if own is not None:
            return self._there(user_id, community_id, own, is_own=True)
        self._access.check_community(user_id, community_id)
        general = await self._preferences.general(user_id)
        as_in_general = CommunityPreference(general.wanted, general.surplus_over)
        return self._there(user_id, community_id, as_in_general, is_own=False)

    async def decide_for_community(
        self, user_id: UUID, community_id: UUID, preference: CommunityPreference
    ) -> CommunityPreferenceInForce:
        """From now on this holds there.

        Raises CommunityNotFoundError, NoAccessError, and as `decide` does.
        """
        self._access.check_community(user_id, community_id)
        self._check_exists(user_id)
        await self._preferences.save_of_community(user_id, community_id, preference)
        return self._there(user_id, community_id, preference, is_own=True)

    async def follow_general(self, user_id: UUID, community_id: UUID) -> None:
        """The general preference holds there again, whether or not it is a community of theirs."""
        await self._preferences.delete_of_community(user_id, community_id)

    def _check_exists(self, user_id: UUID) -> None:
        if self._contacts.is_deleted(user_id):
            raise UnauthenticatedError("this account is deleted")

    def _there(
        self, user_id: UUID, community_id: UUID, preference: CommunityPreference, *, is_own: bool
    ) -> CommunityPreferenceInForce:
        return CommunityPreferenceInForce(
            community_id,
            self._access.community_name(community_id),
            preference,
            is_own=is_own,
            has_left=not self._access.may_see_community(user_id, community_id),
        )

    async def _in_force(self, user_id: UUID, preference: Preference) -> PreferenceInForce:
        contact = self._contacts.of(user_id)
        own = await self._preferences.of_communities(user_id)
        return PreferenceInForce(
            preference,
            preference.time_zone or (contact.time_zone if contact else DEFAULT_TIME_ZONE),
            preference.language or (contact.locale if contact else DEFAULT_LOCALE),
            [self._there(user_id, each, own[each], is_own=True) for each in own],
        )
