"""Core NATS, not a stream: figures for the screens, never for the books. At most one a second."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from libs.contracts.codec import EventDecoder


class BalanceUpdated(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A community's live balance: sums over the newest valid reading of each of its devices."""

    community_id: UUID
    as_of: datetime
    """Event time: the newest reading the community has sent."""
    produced_w: float
    consumed_w: float
    excess_w: float
    facilities_fresh: int
    facilities_total: int
    surplus_since: datetime | None = None
    """Set while a surplus episode is open."""
    facilities_stale: int = 0
    """Heard, but too long ago to count."""
    facilities_silent: int = 0
    """With a device that was never heard."""
    is_reliable: bool = True
    """False when too little is fresh: then no surplus is declared."""


class FacilityPowerUpdated(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A facility's live power: at any instant at most one of the two is above zero."""

    facility_id: UUID
    as_of: datetime
    produced_w: float
    consumed_w: float


class FacilityWatched(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Somebody looks at this facility: its live power is published for the next 30 seconds."""

    facility_id: UUID


class InboxesChanged(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """These users have news in their inboxes, or have read some: their screens look again."""

    user_ids: tuple[UUID, ...]
    """At most 1,000."""


BALANCE_DECODER: Final = EventDecoder[BalanceUpdated](BalanceUpdated)
FACILITY_POWER_DECODER: Final = EventDecoder[FacilityPowerUpdated](FacilityPowerUpdated)
FACILITY_WATCHED_DECODER: Final = EventDecoder[FacilityWatched](FacilityWatched)
INBOXES_CHANGED_DECODER: Final = EventDecoder[InboxesChanged](InboxesChanged)
