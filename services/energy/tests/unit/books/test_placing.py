"""R8, R9: readings that came before their place was known count as if it had been known."""

import asyncio
from collections.abc import Sequence
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.testing.fakes import FakeClock
from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.placing import UnplacedReading, place_at, places_of
from services.energy.domain.books.readings import Reading, reading_of
from services.energy.domain.calendar import LATEST, Period
from services.energy.domain.registry import DevicePeriod, Facility
from services.energy.inbound.rounds.placing import IDLE_PAUSE_S, LOOK_AGAIN_EVERY, PlacingRounds
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.registry import RegistryProjection
from services.energy.tests.samples import HOME, ROOF, at, recount, said
from services.energy.tests.stage import place_all, placing, storing
from services.energy.tests.strategies import DEVICES, POWERS, SECONDS
from services.energy.tests.unit.books.test_quarter_hours import amounts, one_quarter

K_BEFORE, K_LATER, K_ROOF = 80.5, 7.0, 1 / 3
USES: Final = {
    HOME: (
        DevicePeriod("meter-1", HOME, Period(at(-1_000), at(900)), K_BEFORE),
        DevicePeriod("meter-1", HOME, Period(at(900), at(1_800)), K_LATER),
        DevicePeriod("meter-2", HOME, Period(at(1_800.5), LATEST), K_LATER),
    ),
    ROOF: (DevicePeriod("meter-1", ROOF, Period(at(3_600), at(7_200)), K_ROOF),),
}
TOLD: Final = [(HOME, 1), (ROOF, 1), (HOME, 2), (HOME, 3)]
"""How many of its uses each facility's state tells of, one state after the other."""

REGISTERS: Final = st.one_of(st.none(), st.sampled_from([0.0, 1_000.0]), st.floats(0, 5_000))


def facility(stage: int) -> Facility:
    facility_id, uses = TOLD[stage]
    return Facility(facility_id, stage, False, frozenset(), USES[facility_id][:uses], ())


def in_its_place(item: UnplacedReading) -> Reading:
    """As a gateway sends it that knows the whole registry; from nowhere, K is not applied."""
    use = next((u for u in (*USES[HOME], *USES[ROOF]) if _measures(u, item)), None)
    k = 1.0 if use is None else use.transformation_constant
    return reading_of(
        device_id=item.device_id,
        measured_at=item.measured_at,
        facility_id=None if use is None else use.facility_id,
        power_w=item.power_w * k,
        received_at=item.received_at,
        import_wh=None if item.import_wh is None else item.import_wh * k,
        export_wh=None if item.export_wh is None else item.export_wh * k,
    )


def _measures(use: DevicePeriod, item: UnplacedReading) -> bool:
    begun = use.period.start <= item.measured_at
    return use.device_id == item.device_id and begun and item.measured_at < use.period.end


class Replica:
    """One process on the shared books, as far in the registry as it has read."""

    def __init__(self, books: MemoryBooks, *, told: int = 0) -> None:
        self.told = told
        self._registry = RegistryProjection()
        for stage in range(told):
            self._registry.put_facility(facility(stage))
        self.store = storing(books, self._registry)
        self.placing = placing(books, self._registry, readings_at_once=2)
        self.placing.look_everywhere()

    def is_told(self) -> None:
        if self.told < len(TOLD):
            state = facility(self.told)
            self._registry.put_facility(state)
            self.placing.look_at(use.device_id for use in state.devices)
            self.told += 1


@st.composite
def sayings(draw: st.DrawFn) -> list[UnplacedReading]:
    seconds = draw(st.lists(SECONDS, max_size=15))
    items = [
        said(
            at_s,
            draw(POWERS),
            device=draw(DEVICES),
            import_wh=draw(REGISTERS),
            export_wh=draw(REGISTERS),
        )
        for at_s in seconds
    ]
    return list({(item.device_id, item.measured_at): item for item in items}.values())


@st.composite
def deeds(draw: st.DrawFn) -> list[tuple[str, int]]:
    """What happens, and to which replica."""
    kinds = st.sampled_from(["store", "store placed", "tell", "place", "die"])
    return draw(st.lists(st.tuples(kinds, st.sampled_from([0, 1])), max_size=30))


@given(items=sayings(), deeds=deeds(), random=st.randoms(use_true_random=False))
def test_the_books_are_those_of_readings_that_came_with_their_place(
    items: list[UnplacedReading], deeds: list[tuple[str, int]], random: Random
) -> None:
    """Whatever two replicas store, read of the registry, place and lose by crashes, in any order.

    NF4, and no reading is multiplied by K twice.
    """
    books = MemoryBooks()
    to_do = [*items, *random.choices(items, k=len(items) // 3)] if items else []
    random.shuffle(to_do)
    asyncio.run(_live(books, to_do, deeds))

    expected = {(item.device_id, item.measured_at): in_its_place(item) for item in items}
    assert books.stored == expected
    assert amounts(books) == recount(expected.values())
    assert books.waiting.keys() == {k for k, r in expected.items() if r.facility_id is None}
    directly = MemoryBooks()
    asyncio.run(storing(directly)(list(expected.values())))
    assert books.newest_readings == directly.newest_readings


async def _live(
    books: MemoryBooks, to_do: list[UnplacedReading], deeds: Sequence[tuple[str, int]]
) -> None:
    replicas = [Replica(books), Replica(books)]
    to_the_end = [("store", 0)] * len(to_do) + [("tell", 0), ("tell", 1)] * len(TOLD)
    for kind, number in [*deeds, *to_the_end]:
        replica = replicas[number]
        match kind:
            case "store":
                await replica.store(to_do[:2])
                del to_do[:2]
            case "store placed":
                placed = [in_its_place(item) for item in to_do[:2]]
                await replica.store([r for r in placed if r.facility_id is not None])
            case "tell":
                replica.is_told()
            case "place":
                await replica.placing.step()
            case "die":
                replicas[number] = Replica(books, told=replica.told)
    for replica in replicas:
        await place_all(replica.placing)


async def test_a_device_that_is_associated_later_counts_from_its_effective_date() -> None:
    books = MemoryBooks()
    replica = Replica(books)
    await replica.store([said(-1_020, 5), said(-960, 5), said(-900, 100), said(-840, -20)])
    replica.is_told()
    await place_all(replica.placing)

    assert [r.facility_id for r in books.stored.values()] == [None, HOME, HOME, HOME]
    assert books.quarter_hours == {
        one_quarter(-1_800): Energy(8_050_000 * 60_000, 0, 60_000),
        one_quarter(-900): Energy(0, 1_610_000 * 60_000, 60_000),
    }


async def test_what_is_told_while_a_step_is_under_way_is_looked_at_too() -> None:
    books = MemoryBooks()
    replica = Replica(books)
    await replica.store([said(0, 1), said(60, 1)])
    await replica.store([said(5_000, 1)])
    replica.is_told()
    async with books.open(["meter-1"], [at(0).date()]):
        step = asyncio.create_task(replica.placing.step())
        await asyncio.sleep(0)
        replica.is_told()
    await step
    await place_all(replica.placing)

    assert {r.facility_id for r in books.stored.values()} == {HOME, ROOF}


async def test_nothing_is_placed_before_the_whole_registry_is_known() -> None:
    books, registry = MemoryBooks(), RegistryProjection()
    await storing(books)([said(0, 1)])
    waiting = placing(books, registry, readings_at_once=2)
    registry.put_facility(facility(0))
    waiting.look_at(["meter-1"])
    waiting.look_again()

    assert await place_all(waiting) == (0, 0)
    waiting.look_everywhere()
    assert await place_all(waiting) == (1, 0)


async def test_a_reading_left_behind_is_found_within_minutes() -> None:
    """A replica stored it by an older registry and died before it read the newer one."""
    books, clock = MemoryBooks(), FakeClock(at(0))
    survivor, other = Replica(books), Replica(books)
    survivor.is_told()
    one_round = PlacingRounds(survivor.placing, clock)
    assert [await one_round() for _ in range(3)] == [0, IDLE_PAUSE_S, IDLE_PAUSE_S]
    await other.store([said(0, 1)])

    assert await one_round() == IDLE_PAUSE_S
    clock.advance(seconds=LOOK_AGAIN_EVERY.total_seconds())
    assert [await one_round() for _ in range(2)] == [0, IDLE_PAUSE_S]
    assert books.stored["meter-1", at(0)].facility_id == HOME


@pytest.mark.parametrize("told_first", [True, False])
async def test_a_power_that_is_not_believed_with_its_k_never_counts(*, told_first: bool) -> None:
    """The gateway would have refused it; it keeps the readings around it apart."""
    books = MemoryBooks()
    replica = Replica(books)
    items = [said(0, 1), said(60, 2_000_001 / K_BEFORE), said(120, 1)]
    if told_first:
        replica.is_told()
    await replica.store(items)
    if not told_first:
        replica.is_told()
        assert await place_all(replica.placing) == (2, 1)

    assert [r.facility_id for r in books.stored.values()] == [HOME, None, HOME]
    assert books.quarter_hours == {}
    assert books.waiting == {}


async def test_a_step_that_fails_is_done_again() -> None:
    class SometimesAway(MemoryBooks):
        away = False

        async def unplaced(
            self, device_id: str, periods: Sequence[Period], *, limit: int
        ) -> list[UnplacedReading]:
            if self.away:
                raise ConnectionError
            return await super().unplaced(device_id, periods, limit=limit)

    books = SometimesAway()
    replica = Replica(books)
    await place_all(replica.placing)
    await replica.store([said(0, 1), said(60, 1)])
    replica.is_told()
    books.away = True
    with pytest.raises(ConnectionError):
        await replica.placing.step()
    books.away = False

    assert await place_all(replica.placing) == (2, 0)


def test_of_two_facilities_the_device_is_at_the_one_it_came_to_last() -> None:
    """It has moved, and the state in which it leaves the former one has not been read yet."""
    former = DevicePeriod("meter-1", HOME, Period(at(0), LATEST))
    present = DevicePeriod("meter-1", ROOF, Period(at(60), LATEST))
    facilities = [
        Facility(use.facility_id, 1, False, frozenset(), (use,), ()) for use in (former, present)
    ]
    places = places_of("meter-1", facilities)

    assert [place_at(places, at(s)) for s in (-1, 0, 59, 60)] == [None, former, former, present]


async def test_devices_take_turns() -> None:
    """A year of one device does not hold up the minute of another."""
    books = MemoryBooks()
    replica = Replica(books, told=len(TOLD))
    late = Replica(books)
    await late.store([said(i, 1) for i in range(100)])
    await late.store([said(2_000, 1, device="meter-2")])
    replica.placing.look_again()

    for _ in range(2):
        await replica.placing.step()

    assert books.stored["meter-2", at(2_000)].facility_id == HOME
