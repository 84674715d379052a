"""What presence needs from outside."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.device_gateway.domain.presence.fleet import (
    DeviceOverview,
    FleetFilter,
    FleetOrder,
    FleetPlace,
    FleetSummary,
    RecordedTransition,
)
from services.device_gateway.domain.presence.listening import Hearing, HeldSession, Listening
from services.device_gateway.domain.presence.presence import Decision, Presence
from services.device_gateway.domain.presence.silence import SilenceRules
from services.device_gateway.domain.readings.placement import Placement


class PresenceTransaction(Protocol):
    """What is read, decided and stored together, with its events."""

    async def lock(self, device_id: str) -> Presence:
        """The device's presence, nobody else's to change until the end; new when unknown."""
        ...

    async def lock_due(
        self, rules: SilenceRules, listening: Listening | None, now: datetime, *, limit: int
    ) -> Sequence[Presence]:
        """Devices that are gone or back by then, locked, leaving out what others have locked."""
        ...

    async def save(self, decisions: Sequence[Decision]) -> None:
        """Keep presences that are locked here, and tell and record their transitions."""
        ...


class PresenceStore(Protocol):
    """Where presences are kept."""

    def transaction(self) -> AbstractAsyncContextManager[PresenceTransaction]:
        """All or nothing."""
        ...

    async def put_heard(
        self, heard: Mapping[str, datetime], sessions: Sequence[HeldSession]
    ) -> None:
        """These devices were heard then, and so far these sessions were: both or nothing.

        What is older than what is known changes nothing; unknown devices become known.
        """
        ...

    async def sessions(self) -> Sequence[HeldSession]:
        """Every session that somebody has held of late."""
        ...

    async def forget(
        self, *, transitions_before: datetime, sessions_before: datetime, limit: int
    ) -> int:
        """Forget what is older; how many transitions, at most `limit`."""
        ...

    async def put_places(self, places: Mapping[str, UUID | None]) -> None:
        """The facilities at which these devices measure now; unknown devices become known."""
        ...

    async def facilities(self) -> Mapping[str, UUID]:
        """What `put_places` said last, by device; without those that measure nowhere."""
        ...

    async def learn_manufactured(self) -> int:
        """Devices of the manufacturing list become known; how many did."""
        ...


class FleetView(Protocol):
    """What is asked about devices."""

    async def device(self, device_id: str) -> DeviceOverview | None:
        """All we know; None for a device nobody has ever told us of."""
        ...

    async def devices(
        self, wanted: FleetFilter, order: FleetOrder, after: FleetPlace | None, *, limit: int
    ) -> Sequence[DeviceOverview]:
        """Those that come after that place in that order."""
        ...

    async def summary(self) -> FleetSummary:
        """How many devices are how."""
        ...

    async def transitions(
        self, device_id: str, before: int | None, *, limit: int
    ) -> Sequence[RecordedTransition]:
        """The device's transitions, the newest first, from before that position."""
        ...


class DeviceSites(Protocol):
    """The registry's projection: where devices measure."""

    def device_ids(self) -> Sequence[str]:
        """Every device the registry has or had."""
        ...

    def of(self, device_id: str) -> Sequence[Placement] | None:
        """The device's placements; None for a device never registered."""
        ...

    def facility_at(self, device_id: str, moment: datetime) -> UUID | None:
        """The facility it measures at that moment; None: none."""
        ...


class Hearers(Protocol):
    """Our connections to the broker."""

    def hearings(self) -> Mapping[str, Hearing]:
        """Since when and until when they hear, by session; without those that do not."""
        ...


class HeardDevices(Protocol):
    """Who was heard lately, until it is written down."""

    def take(self) -> dict[str, datetime]:
        """What was noted since the last call."""
        ...

    def give_back(self, heard: Mapping[str, datetime]) -> None:
        """It could not be written down."""
        ...
