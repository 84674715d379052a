"""The communities under load: who is in them, what the devices measure, when there is surplus."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid5

import msgspec

from benchmarks.load.plan import Day, DevicePlan
from libs.contracts import subjects
from libs.contracts.v1 import registry, user

_NAMESPACE: Final = UUID("6b2b0f52-6f0a-4a52-9d4e-1c0b6a3f7f11")
_MEMBERS: Final = 15
_SUBSTATION: Final = "AC001E00001"
DEVICE_PREFIX: Final = "bench-"
MINIMUM_DURATION_S: Final = 2
_THRESHOLD_W: Final = 1_000.0
_DAY_ABOVE_THRESHOLD_W: Final = 10_000.0
_DAY_S: Final = 4.0
"""Long enough for the minimum duration and for the notifications of a slow system."""


@dataclass(frozen=True, slots=True)
class Member:
    """A user, the user's facility and its device."""

    user_id: UUID
    facility_id: UUID
    device_id: str


@dataclass(frozen=True, slots=True)
class Community:
    """The first member has the plant."""

    number: int
    community_id: UUID
    members: tuple[Member, ...]


def load_device_ids(count: int) -> list[str]:
    """Of devices without certificates: the same ones every time."""
    return [f"{DEVICE_PREFIX}{index:05}" for index in range(count)]


def make_communities(device_ids: Sequence[str], size: int = _MEMBERS) -> tuple[Community, ...]:
    """Communities of about `size` facilities with one device each; the same ones every time."""
    community_count = max(1, len(device_ids) // size)
    members = [_member(index, device_id) for index, device_id in enumerate(device_ids)]
    return tuple(
        Community(
            number,
            uuid5(_NAMESPACE, f"community {number}"),
            tuple(members[number::community_count]),
        )
        for number in range(community_count)
    )


def device_plans(community: Community) -> Iterator[DevicePlan]:
    """What the devices measure: consumption, except by day at the plant."""
    others_w = 0.0
    for place, member in enumerate(community.members[1:], start=1):
        powers_w = tuple(300.0 + (place * 37 + turn * 61) % 400 + 0.5 for turn in range(8))
        others_w += max(powers_w)
        yield DevicePlan(device_id=member.device_id, community=community.number, powers_w=powers_w)
    yield DevicePlan(
        device_id=community.members[0].device_id,
        community=community.number,
        powers_w=(40.0, 42.5),
        day_power_w=-(others_w + _THRESHOLD_W + _DAY_ABOVE_THRESHOLD_W),
    )


def plan_days(communities: tuple[Community, ...], *, from_s: float, until_s: float) -> list[Day]:
    """A day for each community, because nobody is told twice a day.

    One begins after the other, so that notifications do not come in a heap.
    """
    every_s = (until_s - from_s - _DAY_S) / len(communities)
    starts = ((community, from_s + every_s * community.number) for community in communities)
    return [
        Day(community=community.number, from_s=start_s, until_s=start_s + _DAY_S)
        for community, start_s in starts
        if every_s >= 0
    ]


def states(
    communities: tuple[Community, ...], now: datetime
) -> Iterator[tuple[str, msgspec.Struct]]:
    """(subject, event) as the user and community services publish them."""
    since = now - timedelta(days=1)
    for community in communities:
        yield (
            subjects.community(community.community_id),
            registry.CommunityState(
                community_id=community.community_id,
                version=1,
                changed_at=now,
                name=f"Community {community.number}",
                representative_id=community.members[0].user_id,
                primary_substation_code=_SUBSTATION,
                market_zone="NORD",
                surplus_policy=registry.SurplusPolicy(
                    threshold_w=_THRESHOLD_W,
                    threshold_ratio=0.0,
                    minimum_duration_s=MINIMUM_DURATION_S,
                    cooldown_s=1,
                    quiet_from=time(0),
                    quiet_to=time(0),
                ),
            ),
        )
        for member in community.members:
            yield subjects.user(member.user_id), _user(member, now)
            yield (
                subjects.facility(member.facility_id),
                _facility(member, community.community_id, since=since, now=now),
            )


@dataclass(frozen=True, slots=True)
class Power:
    """What a community produces and consumes, in W."""

    produced_w: float
    consumed_w: float


def expected_power(community: Community, newest_power_w: Mapping[str, float]) -> Power:
    """The balance by hand: sums over what each device sent last."""
    powers_w = [newest_power_w[member.device_id] for member in community.members]
    return Power(
        produced_w=sum(-power_w for power_w in powers_w if power_w < 0),
        consumed_w=sum(power_w for power_w in powers_w if power_w > 0),
    )


def _member(index: int, device_id: str) -> Member:
    return Member(
        user_id=uuid5(_NAMESPACE, f"user {index}"),
        facility_id=uuid5(_NAMESPACE, f"facility {index}"),
        device_id=device_id,
    )


def _user(member: Member, now: datetime) -> user.UserConfirmed:
    return user.UserConfirmed(
        user_id=member.user_id,
        version=1,
        occurred_at=now,
        email=f"{member.device_id}@example.org",
        name=member.device_id,
        locale="it",
        time_zone="Europe/Rome",
    )


def _facility(
    member: Member, community_id: UUID, *, since: datetime, now: datetime
) -> registry.FacilityState:
    return registry.FacilityState(
        facility_id=member.facility_id,
        version=1,
        changed_at=now,
        name=member.device_id,
        region="Piemonte",
        primary_substation_code=_SUBSTATION,
        member_type="self-consumer",
        meter_kind="GEMIS",
        max_consumption_w=3_300.0,
        max_production_w=20_000.0,
        users=(registry.FacilityUser(user_id=member.user_id, role="owner"),),
        devices=(
            registry.DeviceInterval(
                device_id=member.device_id, transformation_constant=1.0, valid_from=since
            ),
        ),
        communities=(registry.CommunityInterval(community_id=community_id, valid_from=since),),
    )
