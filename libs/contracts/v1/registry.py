"""Stream REGISTRY: the whole state of a facility or community after each change.

The last message per subject is kept for ever, so a service rebuilds its projection by reading
last-per-subject. Older messages are dropped, therefore a facility's state carries its intervals.
A consumer ignores a state whose `version` is not above the one it holds.
"""

from datetime import date, datetime, time
from typing import Final, Literal
from uuid import UUID

import msgspec

from libs.contracts.codec import EventDecoder

FacilityRole = Literal["owner", "manager", "viewer"]
MemberType = Literal["consumer", "producer", "self-consumer"]
MeterKind = Literal["GEMIS", "GETIS", "GESIS"]
OwnerKind = Literal[
    "natural-person", "small-company", "public-body", "association", "large-company"
]
"""What the holder of the supply contract is: it decides who takes part and what is reduced."""
PlantSource = Literal["photovoltaic", "wind", "hydro", "biogas", "biomass", "other"]
"""What the plant makes electricity from: the regional bonus (FC) is for photovoltaic ones only."""


class DeviceInterval(msgspec.Struct, frozen=True, kw_only=True):
    """A device measured at the facility in [valid_from, valid_to)."""

    device_id: str
    transformation_constant: float
    valid_from: datetime
    valid_to: datetime | None = None


class CommunityInterval(msgspec.Struct, frozen=True, kw_only=True):
    """The facility belonged to the community in [valid_from, valid_to)."""

    community_id: UUID
    valid_from: datetime
    valid_to: datetime | None = None


class FormerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What decided incentives in [valid_from, valid_to), otherwise than now."""

    member_type: MemberType
    owner_kind: OwnerKind
    incentives_reduction: float
    valid_from: datetime
    valid_to: datetime


class FacilityUser(msgspec.Struct, frozen=True, kw_only=True):
    """A user who may see the facility."""

    user_id: UUID
    role: FacilityRole


class SurplusPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """When a community's excess power counts as surplus worth telling. Durations are event time."""

    threshold_w: float = 1000.0
    """Excess power at which a surplus begins."""
    threshold_ratio: float = 0.1
    """The excess must also be at least this part of what is produced, 0 to 1."""
    end_ratio: float = 0.5
    """Hysteresis: the surplus ends below this part of the threshold in force, 0 to 1."""
    minimum_duration_s: int = 600
    """How long the excess must stay at or above the threshold first."""
    cooldown_s: int = 14_400
    """Least time between calls about two surpluses, and between two messages to one person."""
    maximum_age_s: int = 900
    """What was measured longer ago, in event time, says nothing of a surplus."""
    minimum_fresh_ratio: float = 0.7
    """Below this part of the facilities with a device, 0 to 1, no surplus is declared."""
    quiet_from: time = time(21)
    """Nobody is called from this local time until quiet_to, across midnight where it is later. The
    same time twice: no quiet hours."""
    quiet_to: time = time(8)
    time_zone: str = "Europe/Rome"
    """IANA name: whose clock and calendar the quiet hours and holidays are of."""
    quiet_on_holidays: bool = False
    """Nobody is called on Italy's public holidays and on the dates in `holidays`."""
    holidays: tuple[date, ...] = ()
    """Further dates, such as the patron saint's day; at most 60."""
    hold_out_ratio: float = 0.0
    """Part of the members that is not called, to measure the effect, 0 to 0.5."""
    watts_per_member: float = 1000.0
    """Power that a member who answers a call takes up."""
    response_ratio: float = 0.25
    """Part of the called that answers, above 0 and at most 1: the excess over watts_per_member and
    over this is how many are called."""


class FacilityState(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A facility as it is now, with its past intervals."""

    facility_id: UUID
    version: int
    changed_at: datetime
    name: str
    region: str
    primary_substation_code: str
    member_type: MemberType
    meter_kind: MeterKind
    max_consumption_w: float
    max_production_w: float
    commissioned_on: date | None = None
    plant_source: PlantSource = "photovoltaic"
    regional_bonus: bool = True
    incentives_reduction: float = 0.0
    owner_kind: OwnerKind = "natural-person"
    storage_efficiency: float | None = None
    """Round-trip efficiency, above 0 and at most 1, of the storage that withdrawals charge: they
    count times it. None: no storage."""
    users: tuple[FacilityUser, ...] = ()
    devices: tuple[DeviceInterval, ...] = ()
    communities: tuple[CommunityInterval, ...] = ()
    former_facts: tuple[FormerFacts, ...] = ()
    """In order of time, without gaps from 2000-01-01 on. The facts above count since the last one
    ended; without any, always."""


class FacilityRemoved(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Tombstone. The closed intervals and what decides incentives stay for books of the past."""

    facility_id: UUID
    version: int
    changed_at: datetime
    region: str = ""
    """Empty: told before tombstones said what decides incentives; the rest is then unknown, too."""
    member_type: MemberType = "consumer"
    max_production_w: float = 0.0
    commissioned_on: date | None = None
    plant_source: PlantSource = "photovoltaic"
    regional_bonus: bool = True
    incentives_reduction: float = 0.0
    owner_kind: OwnerKind = "natural-person"
    storage_efficiency: float | None = None
    devices: tuple[DeviceInterval, ...] = ()
    communities: tuple[CommunityInterval, ...] = ()
    former_facts: tuple[FormerFacts, ...] = ()


class CommunityState(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A community as it is now."""

    community_id: UUID
    version: int
    changed_at: datetime
    name: str
    representative_id: UUID
    primary_substation_code: str
    market_zone: str
    surplus_policy: SurplusPolicy = SurplusPolicy()


class CommunityRemoved(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Tombstone."""

    community_id: UUID
    version: int
    changed_at: datetime


FacilityEvent = FacilityState | FacilityRemoved
CommunityEvent = CommunityState | CommunityRemoved
RegistryEvent = FacilityEvent | CommunityEvent

REGISTRY_DECODER: Final = EventDecoder[RegistryEvent](RegistryEvent)


def community_at(facility: FacilityEvent, moment: datetime) -> UUID | None:
    """The community the facility belonged to at that moment, if any."""
    for interval in facility.communities:
        if _covers(interval, moment):
            return interval.community_id
    return None


def device_interval_at(
    facility: FacilityEvent, device_id: str, moment: datetime
) -> DeviceInterval | None:
    """The interval in which the device measured at the facility at that moment, if any."""
    for interval in facility.devices:
        if interval.device_id == device_id and _covers(interval, moment):
            return interval
    return None


def _covers(interval: DeviceInterval | CommunityInterval, moment: datetime) -> bool:
    return interval.valid_from <= moment and (
        interval.valid_to is None or moment < interval.valid_to
    )
