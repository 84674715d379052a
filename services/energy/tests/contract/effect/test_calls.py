"""Calls and what was consumed around them: what Calls promises, of the adapter and its twin."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.energy.domain.calendar import Period
from services.energy.domain.effect.call import Call
from services.energy.domain.effect.usual import HourSum
from services.energy.outbound.effect.memory import MemoryCalls, MemoryWithdrawals
from services.energy.outbound.effect.postgres import PostgresCalls, PostgresWithdrawals
from services.energy.ports.effect import Calls, WindowEnergy, Withdrawals
from services.energy.tests.contract.conftest import MemoryStore, Store
from services.energy.tests.samples import HOME, NOON, ROOF, at, reading
from services.energy.tests.stage import storing

COMMUNITY = UUID(int=77)
HOUR = 3_600


@pytest.fixture
def calls(store: Store) -> Calls:
    return MemoryCalls(store) if isinstance(store, MemoryStore) else PostgresCalls(store._pool)


def call(
    number: int, seconds: float, *, community_id: UUID = COMMUNITY, of_episode: int = 1
) -> Call:
    return Call(
        number=of_episode,
        episode_id=UUID(int=number),
        community_id=community_id,
        called_at=at(seconds),
        excess_mw=2_000_000,
        told=(HOME,),
        held_out=(ROOF,),
    )


async def test_calls_are_read_in_order_and_of_one_community_only(calls: Calls) -> None:
    other = call(9, 10, community_id=UUID(int=78))
    await calls.add([call(2, 60), call(1, 0), other, call(3, 120)])
    found = await calls.of_community(COMMUNITY, Period(at(0), at(120)))
    assert list(found) == [call(1, 0), call(2, 60)]


async def test_a_call_that_is_told_again_stays_as_it_was(calls: Calls) -> None:
    await calls.add([call(1, 0)])
    await calls.add([call(1, 30), call(2, 60)])
    found = await calls.of_community(COMMUNITY, Period(at(0), at(120)))
    assert [each.called_at for each in found] == [at(0), at(60)]


async def test_an_episode_may_have_further_calls(calls: Calls) -> None:
    both = [call(1, 0), call(1, 60, of_episode=2)]
    await calls.add(both)
    await calls.add(both)
    assert list(await calls.of_community(COMMUNITY, Period(at(0), at(120)))) == both


async def test_energies_are_sums_of_the_quarter_hours_in_each_window(
    store: Store, calls: Calls
) -> None:
    readings = [
        reading(seconds, power, device=device, facility=facility)
        for seconds in range(0, 3 * HOUR, 300)
        for device, facility, power in (("meter-1", HOME, 1_000), ("meter-2", ROOF, -2_000))
    ]
    await storing(store)(readings)
    windows = [Period(at(0), at(HOUR)), Period(at(HOUR), at(2 * HOUR))]
    found = await calls.energies({HOME, ROOF}, windows)
    hour_ms = HOUR * 1000
    assert found[HOME, 1] == WindowEnergy(1_000_000 * hour_ms, 0, hour_ms)
    assert found[ROOF, 1] == WindowEnergy(0, 2_000_000 * hour_ms, hour_ms)
    assert set(found) == {(HOME, 0), (HOME, 1), (ROOF, 0), (ROOF, 1)}
    long_ago = Period(NOON - timedelta(days=9), NOON - timedelta(days=8))
    assert await calls.energies({HOME}, [long_ago]) == {}
    assert await calls.energies(set(), windows) == {}


async def test_withdrawal_by_hour_of_the_clock(store: Store) -> None:
    readings = [
        reading(day * 86_400 + quarter * 900, 1_000) for day in (0, 1, 40) for quarter in range(5)
    ]
    await storing(store, now=NOON + timedelta(days=50))(readings)
    if isinstance(store, MemoryStore):
        withdrawals: Withdrawals = MemoryWithdrawals(store)
    else:
        withdrawals = PostgresWithdrawals(store._pool)
    async with withdrawals.turn() as is_ours:
        assert is_ours
        (found,) = await withdrawals.by_hour([HOME, ROOF])
    hour_ms = HOUR * 1000
    # The first two days lie before the reach of the last one, a Friday.
    assert found == HourSum(HOME, False, 14, 1_000_000 * hour_ms, hour_ms, found.newest)
    assert found.newest == NOON + timedelta(days=40, minutes=45)


async def test_a_turn_is_one_process_s(store: Store) -> None:
    one, other = (
        MemoryWithdrawals(store)
        if isinstance(store, MemoryStore)
        else PostgresWithdrawals(store._pool)
        for _ in range(2)
    )
    async with one.turn() as first, other.turn() as second:
        assert (first, second) == (True, False)
    async with other.turn() as afterwards:
        assert afterwards
