"""A community's hours, from kept days where there are, else from the books."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period, Resolution, interval_end, interval_start
from services.energy.domain.days.rome_days import KEPT_AFTER, rome_days
from services.energy.domain.quantities import all_instants
from services.energy.domain.sharing.facility_hours import FacilityHours
from services.energy.domain.sharing.shared_day import SharedDay, days_within, shared_days
from services.energy.domain.sharing.shared_energy import shared_energy
from services.energy.ports.registry import Registry
from services.energy.ports.sharing import KeptDay, SharedDays
from services.energy.usecases.sharing.community_facilities import (
    CommunityFacilities,
    community_facilities,
)

DAYS_AT_ONCE: Final = 31


class KeptDays:
    """Answers days of a community; those that have ended are computed once, until they change."""

    def __init__(self, registry: Registry, days: SharedDays, clock: Clock) -> None:
        self._registry = registry
        self._days = days
        self._clock = clock

    async def __call__(self, community_id: UUID, basis: Basis, period: Period) -> list[SharedDay]:
        """The days (Rome) that touch the period, in order.

        None before the first membership, after the last one or after today.
        """
        facilities = community_facilities(self._registry, community_id)
        whole = self._whole_days(facilities, period)
        if whole is None:
            return []
        facts = facilities.facts()
        # Asked before what is kept: a day that changes meanwhile is computed again for nothing.
        async with self._days.snapshot() as books:
            restatements = await books.restatements(facilities.facility_ids, whole, basis)
        times = _of_days(whole, restatements)
        known = {
            kept.day.start: kept.day
            for kept in await self._days.kept(community_id, basis, whole, facts)
            if kept.restatements == times[kept.day.start]
        }
        missing = [day for day in days_within(whole) if day.start not in known]
        for run in _runs(missing):
            days = await self._compute(community_id, basis, facilities, run)
            known.update((day.start, day) for day in days)
        return [known[start] for start in sorted(known)]

    def _whole_days(self, facilities: CommunityFacilities, period: Period) -> Period | None:
        if not facilities.facility_ids:
            return None
        tomorrow = interval_end(interval_start(self._clock.now(), Resolution.DAY), Resolution.DAY)
        until = min(facilities.time.end, tomorrow)
        asked = (
            period.overlap(Period(facilities.time.start, until))
            if (facilities.time.start < until)
            else None
        )
        if asked is None:
            return None
        start = interval_start(asked.start, Resolution.DAY)
        last = interval_start(asked.end, Resolution.DAY)
        end = last if last == asked.end else interval_end(last, Resolution.DAY)
        return Period(start, end)

    async def _compute(
        self,
        community_id: UUID,
        basis: Basis,
        facilities: CommunityFacilities,
        run: Sequence[Period],
    ) -> list[SharedDay]:
        period = Period(run[0].start, run[-1].end)
        counted = facilities.counted(period)
        ids = facilities.facility_ids
        async with self._days.snapshot() as books:
            restatements = await books.restatements(ids, period, basis)
            hours = await books.facility_hours(ids, counted, period, basis)
        # A tenth of a second of computing must not hold up the readings that arrive meanwhile.
        days = await asyncio.to_thread(_days_of, hours, facilities)
        ended_before = self._clock.now() - KEPT_AFTER
        times = _of_days(period, restatements)
        ended = [KeptDay(day, times[day.start]) for day in days if day.period.end <= ended_before]
        await self._days.keep(community_id, basis, ended, facilities.facts())
        return days


def _days_of(hours: FacilityHours, facilities: CommunityFacilities) -> list[SharedDay]:
    return shared_days(shared_energy(hours, facilities.storage_efficiencies))


def _of_days(whole: Period, restatements: Mapping[date, int]) -> dict[datetime, int]:
    """How often each of the days changed, by their starts."""
    days = rome_days(whole)
    (times,) = days.restatements(((0, day, times) for day, times in restatements.items()), 1)
    starts = all_instants(days.borders_ms[:-1].tolist())
    return dict(zip(starts, times.tolist(), strict=True))


def _runs(days: Iterable[Period]) -> list[list[Period]]:
    """Neighbouring days together, at most DAYS_AT_ONCE."""
    ordered = list(days)
    if not ordered:
        return []
    runs = [[ordered[0]]]
    for before, day in pairwise(ordered):
        if before.end == day.start and len(runs[-1]) < DAYS_AT_ONCE:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
