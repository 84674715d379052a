"""Reading by days that are kept is reading the quarter-hours, whatever happened before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Final
from uuid import UUID

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.energy.domain.basis import Basis
from services.energy.domain.books.corrections import Correction
from services.energy.domain.books.readings import Reading, reading_of
from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.curves.comparison import CurveChange
from services.energy.domain.curves.official_energy import OfficialEnergy
from services.energy.domain.history.interval_energy import counted_periods
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import FacilityPeriod
from services.energy.tests.contract.days.conftest import MORNING, Shelf, in_memory
from services.energy.tests.stage import correcting, storing

QUARTER: Final = timedelta(minutes=15)
EXAMPLES: Final = count(1)
"""Each has facilities and devices of its own: the database is one."""
WHOLE: Final = Period(
    datetime.fromisoformat("2025-10-23T00:00:00+02:00"),
    datetime.fromisoformat("2025-11-03T00:00:00+01:00"),
)
INTERVALS: Final = [r for r in Resolution if r not in {Resolution.RAW, Resolution.MINUTE}]
AGO_S: Final = st.integers(-60, 80 * 3_600)
FACILITIES: Final = st.sampled_from([0, 0, 1])


@dataclass(frozen=True)
class Measured:
    """Readings so long before now."""

    items: Sequence[tuple[int, int, int]]
    """Facility, seconds ago, milliwatts."""
    revision: int
    """0: a first one."""


@dataclass(frozen=True)
class Told:
    """Official values of quarter-hours so long ago; None takes them away."""

    facility: int
    items: Sequence[tuple[int, int | None]]


@dataclass(frozen=True)
class Later:
    hours: int


@dataclass(frozen=True)
class Filled:
    basis: Basis


@dataclass(frozen=True)
class Looked:
    """At quarter-hours of the whole time, by facilities that count for parts of it."""

    resolution: Resolution
    basis: Basis
    parts: Sequence[tuple[int, int, int]]


Step = Measured | Told | Later | Filled | Looked
_MEASURED = st.builds(
    Measured,
    st.lists(st.tuples(FACILITIES, AGO_S, st.integers(-(10**6), 10**6)), min_size=1, max_size=12),
    st.sampled_from([0, 0, 0, 1, 2]),
)
_TOLD = st.builds(
    Told,
    FACILITIES,
    st.lists(
        st.tuples(st.integers(0, 320), st.one_of(st.none(), st.integers(0, 10**12))),
        min_size=1,
        max_size=4,
    ),
)
_LOOKED = st.builds(
    Looked,
    st.sampled_from(INTERVALS),
    st.sampled_from(Basis),
    st.lists(
        st.tuples(FACILITIES, st.integers(0, 1_056), st.integers(0, 1_056)), min_size=1, max_size=3
    ),
)
_STEPS = st.lists(
    st.one_of(
        _MEASURED, _MEASURED, _TOLD, st.builds(Later, st.integers(1, 30)),
        st.builds(Filled, st.sampled_from(Basis)), _LOOKED, _LOOKED,
    ),
    min_size=3,
    max_size=25,
)  # fmt: skip


class Example:
    """The same on both shelves."""

    def __init__(self, in_postgres: Shelf) -> None:
        number = next(EXAMPLES)
        self.facilities = [UUID(int=number * 1_000 + place) for place in range(2)]
        self.shelves = [in_postgres, in_memory()]
        in_postgres.clock.advance(seconds=(MORNING - in_postgres.clock.now()).total_seconds())

    @property
    def now(self) -> datetime:
        return self.shelves[1].clock.now()

    async def take(self, step: Step) -> None:
        match step:
            case Later(hours):
                for shelf in self.shelves:
                    shelf.clock.advance(seconds=3_600 * hours)
            case Measured():
                await self._measured(step)
            case Told(facility, items):
                start = self.now - (self.now - MORNING) % QUARTER
                values = {
                    epoch_ms(start - ago * QUARTER): None
                    if uj is None
                    else OfficialEnergy(uj, None)
                    for ago, uj in items
                }
                for shelf in self.shelves:
                    async with shelf.curves.open(self.facilities[facility]) as curve:
                        await curve.change(CurveChange(values))
            case Filled(basis):
                for shelf in self.shelves:
                    await shelf.days.fill(self.facilities, WHOLE, basis)
            case Looked():
                await self.look(step)

    async def _measured(self, step: Measured) -> None:
        made = [self._reading(*item) for item in step.items]
        readings = list({(item.device_id, item.measured_at): item for item in made}.values())
        for shelf in self.shelves:
            if step.revision:
                corrections = [Correction(item, step.revision) for item in readings]
                await correcting(shelf.books, now=self.now)(corrections)
            else:
                await storing(shelf.books, now=self.now)(readings)

    def _reading(self, facility: int, ago_s: int, power_mw: int) -> Reading:
        facility_id = self.facilities[facility]
        moment = self.now - timedelta(seconds=ago_s)
        return reading_of(
            device_id=f"meter-{facility_id.int}",
            measured_at=moment,
            facility_id=facility_id,
            power_w=power_mw / 1000,
            received_at=moment,
        )

    async def look(self, step: Looked) -> None:
        owned = [
            FacilityPeriod(
                self.facilities[facility],
                Period(WHOLE.start + min(a, b) * QUARTER, WHOLE.start + (max(a, b) + 1) * QUARTER),
            )
            for facility, a, b in step.parts
        ]
        counted = counted_periods(_apart(owned), WHOLE)
        found, expected = [
            await shelf.history.energy(counted, step.resolution, step.basis)
            for shelf in self.shelves
        ]
        assert found == expected
        hours, expected_hours = [
            await shelf.hourly.facility_hours(self.facilities, counted, WHOLE, step.basis)
            for shelf in self.shelves
        ]
        for name in ("withdrawn_uj", "fed_in_uj", "coverage_ms", "member_ms"):
            assert np.array_equal(getattr(hours, name), getattr(expected_hours, name)), name


def _apart(owned: Sequence[FacilityPeriod]) -> list[FacilityPeriod]:
    """Those that do not overlap with an earlier one of the same facility."""
    apart: list[FacilityPeriod] = []
    for item in owned:
        if not any(
            item.facility_id == other.facility_id and item.period.overlap(other.period)
            for other in apart
        ):
            apart.append(item)
    return apart


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=_STEPS)
async def test_kept_days_say_what_the_quarter_hours_say(
    in_postgres: Shelf, steps: list[Step]
) -> None:
    example = Example(in_postgres)
    everything = [(facility, 0, 1_055) for facility in range(2)]
    for step in steps:
        await example.take(step)
    for basis in Basis:
        for resolution in INTERVALS:
            await example.look(Looked(resolution, basis, everything))
    await example.take(Later(48))
    for basis in Basis:
        await example.look(Looked(Resolution.QUARTER, basis, everything))
        await example.look(Looked(Resolution.QUARTER, basis, everything))
