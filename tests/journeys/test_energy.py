"""Use case "Monitor facility": power now, the last day, history, shared energy (FR3, R5, R9)."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

import pytest

from devstack.people.connection import ApiProblem
from devstack.people.energy import IntervalEnergy
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.fitting import a_working_home
from tests.journeys.meter import meter
from tests.journeys.refusals import refused
from tests.village import (
    Village,
    a_community,
    a_flat,
    a_roof,
    a_village,
    a_workshop,
    users,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")
CADENCE: Final = timedelta(minutes=5)
HOUR: Final = timedelta(hours=1)


def _two_whole_hours_ago() -> datetime:
    """Whole hours of UTC are whole hours of Rome too."""
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - 3 * HOUR


async def test_what_two_hours_amount_to(stack: Stack, olga: Person) -> None:
    """Use case "Monitor facility": the roof feeds in 2 kW and then 0.3 kW.

    A flat and a workshop draw 0.5 kW and then 0.9 kW.
    """
    begin = _two_whole_hours_ago()
    village = await _village(stack, olga)
    await asyncio.gather(
        _play(stack, village.homes[0].device_id, begin, [-2_000.0, -300.0]),
        _play(stack, village.homes[1].device_id, begin, [250.0, 650.0]),
        # Behind current transformers: the device sees a 25th (R9).
        _play(stack, village.homes[2].device_id, begin, [10.0, 10.0]),
    )
    look, community_id = village.representative.energy, village.community_id

    async def is_complete() -> bool:
        shared = await look.shared(community_id, begin, begin + 2 * HOUR)
        return [hour.coverage_s for hour in shared.hours] == [3600.0, 3600.0]

    await eventually(is_complete)

    shared = await look.shared(community_id, begin, begin + 2 * HOUR)
    assert [(h.fed_in_wh, h.withdrawn_wh, h.shared_wh) for h in shared.hours] == [
        (2_000.0, 500.0, 500.0),
        (300.0, 900.0, 300.0),
    ], "R5: the smaller of the two in each clock hour"
    assert shared.shared_wh == 800.0

    now = await look.community(community_id)
    assert (now.power_consumed_w, now.power_produced_w, now.excess_power_w) == (900, 300, -600)
    assert (now.consumed_last_day_wh, now.produced_last_day_wh) == (1_400.0, 2_300.0)
    assert (now.facilities_fresh, now.facilities_total) == (3, 3)
    await _history_says_the_same(village, begin)


async def _history_says_the_same(village: Village, begin: datetime) -> None:
    """FR3.3: any resolution, from and to."""
    look, end = village.representative.energy, begin + 2 * HOUR
    roof, _, workshop = (home.facility_id for home in village.homes)
    by_hour = await look.facility(roof, begin=begin, end=end, resolution="hour")
    assert _amounts(by_hour.history) == [(begin, 0.0, 2_000.0), (begin + HOUR, 0.0, 300.0)]
    by_quarter = await look.community(
        village.community_id, begin=begin + HOUR, end=begin + HOUR + 3 * CADENCE
    )
    assert _amounts(by_quarter.history) == [(begin + HOUR, 225.0, 75.0)]
    minute = timedelta(minutes=1)
    by_minute = await look.facility(workshop, begin=begin, end=begin + minute, resolution="minute")
    ((at, consumed_wh, _),) = _amounts(by_minute.history)
    assert (at, round(consumed_wh, 6)) == (begin, round(250 / 60, 6))
    by_day = await look.facility(roof, begin=begin, end=end, resolution="day")
    assert sum(day.produced_wh for day in by_day.history) == 2_300.0
    nothing = await look.facility(roof, begin=begin - 9 * HOUR, end=begin - 8 * HOUR)
    assert list(nothing.history) == [], "200 with an empty list where there is nothing"


def _amounts(history: Sequence[IntervalEnergy]) -> list[tuple[datetime, float, float]]:
    return [(one.begin, one.consumed_wh, one.produced_wh) for one in history]


async def test_who_has_access_sees_and_nobody_else(
    stack: Stack, people: People, olga: Person
) -> None:
    """Use case "Monitor facility", no access to any facility (FR3.1, FR3.2).

    An empty list to explain, not an error.
    """
    village = await _village(stack, olga)
    member, stranger = await users(people, "Vera", "Zeno")
    roof = village.homes[0]
    await roof.owner.registry.give_access(member.account.user_id, roof.facility_id, "viewer")
    codes = {
        f"/energy-data/facility/{roof.facility_id}": "no_access",
        f"/energy-data/device/{roof.device_id}": "no_access",
        f"/energy-data/community/{village.community_id}": "no_access",
    }
    for path, code in codes.items():
        await eventually(partial(_may_look, member, path))
        with refused(403, code):
            await stranger.account.request("GET", path)
    with refused(404, "facility_not_found"):
        await member.energy.facility(UUID(int=7))
    assert await stranger.registry.facilities() == []


async def _may_look(person: Person, path: str) -> bool:
    """Whether the registry's news has arrived where energy is read."""
    try:
        await person.account.request("GET", path)
    except ApiProblem as problem:
        if problem.status not in {403, 404}:
            raise
        return False
    return True


async def _village(stack: Stack, owner: Person) -> Village:
    """A roof, a flat and a workshop with one owner."""
    facilities = (a_roof(), a_flat(), a_workshop())
    homes = [await a_working_home(stack, owner, facility) for facility in facilities]
    return await a_village(owner, a_community(threshold_w=1e6), homes)


async def _play(stack: Stack, device_id: str, begin: datetime, powers_w: Sequence[float]) -> None:
    """One power an hour, a reading every five minutes."""
    async with meter(stack.mqtt, device_id) as device:
        for at, power_w in _readings(begin, powers_w):
            await device.measure(power_w, at)


def _readings(begin: datetime, powers_w: Sequence[float]) -> Iterator[tuple[datetime, float]]:
    """The first one only says when measuring began; each other ends the interval it tells of."""
    yield begin, 0.0
    for number in range(1, len(powers_w) * (HOUR // CADENCE) + 1):
        yield begin + number * CADENCE, powers_w[(number - 1) // (HOUR // CADENCE)]
