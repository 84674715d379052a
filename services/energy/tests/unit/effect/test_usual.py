"""What facilities draw as a rule: from quarter-hours to what is told."""

from datetime import timedelta
from uuid import UUID

from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.effect.usual import HourSum, usual_withdrawals
from services.energy.domain.registry import Community, DevicePeriod, Facility, Membership
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.effect.memory import MemoryAnnouncements, MemoryWithdrawals
from services.energy.outbound.registry import RegistryProjection
from services.energy.tests.samples import HOME, NOON, reading
from services.energy.tests.stage import storing
from services.energy.usecases.effect.tell_usual import TellUsual

COMMUNITY = UUID(int=77)
ALWAYS = Period(EARLIEST, LATEST)
HOUR_MS = 3_600_000


def test_an_hour_has_its_mean_once_enough_of_it_is_known() -> None:
    sums = [
        HourSum(HOME, False, 12, 800_000 * 4 * HOUR_MS, 4 * HOUR_MS, NOON),
        HourSum(HOME, False, 13, 800_000 * 2 * HOUR_MS, 2 * HOUR_MS, NOON + timedelta(hours=1)),
        HourSum(HOME, True, 12, 0, 3 * HOUR_MS, NOON - timedelta(days=1)),
    ]
    (usual,) = usual_withdrawals(sums)
    assert (usual.workday_mw[12], usual.workday_mw[13]) == (800_000, None)
    assert usual.weekend_mw[12] == 0
    assert usual.as_of == NOON + timedelta(hours=1)


class Stage:
    """One home in one community."""

    def __init__(self) -> None:
        self.books = MemoryBooks()
        self.withdrawals = MemoryWithdrawals(self.books)
        self.announcements = MemoryAnnouncements()
        registry = RegistryProjection()
        registry.put_community(
            Community(COMMUNITY, version=1, removed=False, representative_id=None)
        )
        registry.put_facility(
            Facility(
                HOME,
                version=1,
                removed=False,
                users=frozenset(),
                devices=(DevicePeriod("meter-1", HOME, ALWAYS),),
                memberships=(Membership(COMMUNITY, HOME, ALWAYS),),
            )
        )
        self.tell = TellUsual(registry, self.withdrawals, self.announcements)

    async def measure(self, *, days: int, power_w: float) -> None:
        """An hour after the noon of each of these days, the first of them a Monday."""
        readings = [
            reading((day + 1) * 86_400 + quarter * 900, power_w)
            for day in range(days)
            for quarter in range(5)
        ]
        await storing(self.books, now=NOON + timedelta(days=days + 2))(readings)


async def test_it_is_told_once_until_it_changes() -> None:
    stage = Stage()
    assert await stage.tell() == 0
    await stage.measure(days=4, power_w=500)
    assert await stage.tell() == 1
    assert await stage.tell() == 1
    (usual,) = stage.announcements.told
    assert [hour for hour, mw in enumerate(usual.workday_mw) if mw is not None] == [14]
    assert usual.workday_mw[14] == 500_000
    assert usual.weekend_mw == (None,) * 24
    await stage.measure(days=5, power_w=500)
    await stage.tell()
    assert len(stage.announcements.told) == 2


async def test_one_replica_at_a_time_tells() -> None:
    stage = Stage()
    await stage.measure(days=4, power_w=500)
    async with MemoryWithdrawals(stage.books).turn():
        assert await stage.tell() == 0
    assert stage.announcements.told == []
