"""What a member's screen shows: the live balance, surplus episodes and the inbox."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from devstack.people.account import Account
from devstack.people.connection import decoded

MAXIMUM_PAGE: Final = 100
_DATA: Final = "data:"


class Balance(msgspec.Struct, frozen=True, rename="camel"):
    """A community's live balance; `as_of` is event time."""

    as_of: datetime
    power_consumed_w: float
    power_produced_w: float
    excess_power_w: float
    facilities_fresh: int
    facilities_total: int
    surplus_since: datetime | None = None


class FacilityPower(msgspec.Struct, frozen=True, rename="camel"):
    """A facility's live power."""

    as_of: datetime
    power_consumed_w: float
    power_produced_w: float


class Episode(msgspec.Struct, frozen=True, rename="camel"):
    """A surplus episode, in event time; `notified_at` None: within another one's cooldown."""

    episode_id: UUID
    started_at: datetime
    detected_at: datetime
    detected_excess_w: float
    peak_excess_w: float
    ended_at: datetime | None = None
    notified_at: datetime | None = None


class Notification(msgspec.Struct, frozen=True, rename="camel"):
    """A message in the inbox."""

    notification_id: UUID
    episode_id: UUID
    community_id: UUID
    kind: str
    title: str
    body: str
    created_at: datetime
    read_at: datetime | None = None


class Engagement:
    """The engagement service in one user's name. Raises ApiProblem, httpx.TransportError."""

    def __init__(self, account: Account) -> None:
        self._account = account

    async def balance(self, community_id: UUID) -> Balance:
        """The newest balance; ApiProblem `no_balance_yet` before the first reading."""
        path = f"/live/community/{community_id}/snapshot"
        return decoded(await self._account.request("GET", path), Balance)

    async def watch_balance(self, community_id: UUID) -> AsyncIterator[Balance]:
        """Balances as they change, until the stream ends."""
        async for data in self._events(f"/live/community/{community_id}"):
            yield decoded(data, Balance)

    async def watch_facility(self, facility_id: UUID) -> AsyncIterator[FacilityPower]:
        """Powers as they change, until the stream ends."""
        async for data in self._events(f"/live/facility/{facility_id}"):
            yield decoded(data, FacilityPower)

    async def episodes(self, community_id: UUID, limit: int = 50) -> Sequence[Episode]:
        """Newest first."""
        path = f"/live/community/{community_id}/episode"
        answer = await self._account.request("GET", path, query={"limit": limit})
        return decoded(answer, list[Episode])

    async def notifications(self, limit: int = 50) -> Sequence[Notification]:
        """The inbox, newest first."""
        answer = await self._account.request("GET", "/notification", query={"limit": limit})
        return decoded(answer, list[Notification])

    async def mark_read(self, notification_id: UUID) -> None:
        """One message has been read."""
        await self._account.request("PUT", f"/notification/{notification_id}/read")

    async def _events(self, path: str) -> AsyncIterator[bytes]:
        """The data of server-sent events; ours fit one line."""
        async with self._account.stream(path) as lines:
            async for line in lines:
                if line.startswith(_DATA):
                    yield line.removeprefix(_DATA).encode()
