"""One computation for all who ask within five seconds, and none while nobody asks."""

import asyncio
from uuid import UUID

import pytest

from libs.chassis.testing.fakes import FakeClock
from services.energy.domain.accrual.today import Today
from services.energy.usecases.accrual.todays import Todays

COMMUNITY, OTHER = UUID(int=77), UUID(int=78)


class Slow:
    """Counts; waits until it is let go."""

    def __init__(self) -> None:
        self.computed: list[UUID] = []
        self.go = asyncio.Event()
        self.error: Exception | None = None

    async def __call__(self, community_id: UUID) -> Today | None:
        self.computed.append(community_id)
        await self.go.wait()
        if self.error is not None:
            raise self.error
        return None


async def test_all_who_ask_within_five_seconds_share_one() -> None:
    compute, clock = Slow(), FakeClock()
    todays = Todays(compute, clock)

    waiting = [asyncio.ensure_future(todays(COMMUNITY)) for _ in range(10)]
    other = asyncio.ensure_future(todays(OTHER))
    await asyncio.sleep(0)
    waiting.pop().cancel()
    compute.go.set()
    await asyncio.gather(*waiting, other)
    clock.advance(seconds=4.9)
    await todays(COMMUNITY)

    assert sorted(compute.computed) == [COMMUNITY, OTHER]


@pytest.mark.parametrize("seconds", [5, -1])
async def test_later_or_with_a_clock_set_back_it_is_computed_again(seconds: float) -> None:
    compute, clock = Slow(), FakeClock()
    compute.go.set()
    todays = Todays(compute, clock)
    await todays(COMMUNITY)

    clock.advance(seconds=seconds)
    await todays(COMMUNITY)

    assert compute.computed == [COMMUNITY, COMMUNITY]


async def test_what_failed_is_tried_again_at_once() -> None:
    compute, clock = Slow(), FakeClock()
    compute.go.set()
    compute.error = ConnectionError("away")
    todays = Todays(compute, clock)
    with pytest.raises(ConnectionError):
        await todays(COMMUNITY)

    compute.error = None

    assert await todays(COMMUNITY) is None
