"""What calls have changed, for the community's representative."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.calendar import EARLIEST, LATEST, InvalidPeriodError, Period
from services.energy.domain.effect.call import Call
from services.energy.domain.effect.comparison import (
    LIKE_DAYS,
    REACH,
    like_windows,
    was_told_for,
    window_of,
)
from services.energy.domain.effect.response import Effect, Observation, effect_of, pooled
from services.energy.domain.quantities import epoch_ms
from services.energy.ports.effect import Calls, WindowEnergy
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.usecases.access import represented_community
from services.energy.usecases.sharing.newest import newest_of_community

LONGEST_PERIOD: Final = timedelta(days=93)
USUAL_PERIOD: Final = timedelta(days=30)
_Energies = Mapping[tuple[UUID, int], WindowEnergy]


@dataclass(frozen=True, slots=True)
class CallEffect:
    """A call, the hour after it, and what it changed."""

    call: Call
    window: Period
    effect: Effect


@dataclass(frozen=True, slots=True)
class EffectRead:
    """All calls of a period, and what they changed on the whole."""

    period: Period
    calls: Sequence[CallEffect]
    total: Effect


class ReadEffect:
    """Computed when asked, from what the books say now: late and corrected readings count."""

    def __init__(self, registry: Registry, history: History, calls: Calls, clock: Clock) -> None:
        self._registry = registry
        self._history = history
        self._calls = calls
        self._clock = clock

    async def __call__(
        self, community_id: UUID, *, user_id: UUID, start: datetime | None, end: datetime | None
    ) -> EffectRead:
        """Raises what represented_community raises, and InvalidPeriodError."""
        represented_community(self._registry, community_id, user_id=user_id)
        fresh = await newest_of_community(self._registry, self._history, community_id)
        newest = self._clock.now() if fresh is None else fresh.as_of
        period = _asked(start, end, newest)
        reach = Period(period.start - REACH, period.end)
        calls = await self._calls.of_community(community_id, reach)
        told_at = _told_at(calls)
        effects = [
            await self._of(call, told_at)
            for call in calls
            if period.start <= call.called_at and window_of(call.called_at).end <= newest
        ]
        return EffectRead(period, effects, pooled([each.effect for each in effects]))

    async def _of(self, call: Call, told_at: Mapping[UUID, Sequence[datetime]]) -> CallEffect:
        window = window_of(call.called_at)
        windows = [window, *like_windows(window)]
        energies = await self._calls.energies({*call.told, *call.held_out}, windows)

        def observed(facility_ids: Collection[UUID]) -> list[Observation]:
            seen = (
                _observation(facility_id, windows, energies, told_at.get(facility_id, ()))
                for facility_id in facility_ids
            )
            return [each for each in seen if each is not None]

        return CallEffect(call, window, effect_of(observed(call.told), observed(call.held_out)))


def _observation(
    facility_id: UUID,
    windows: Sequence[Period],
    energies: _Energies,
    told_at: Sequence[datetime],
) -> Observation | None:
    """None unless all of the hour after the call is known."""
    known = [energies.get((facility_id, number)) for number in range(len(windows))]
    actual = known[0]
    if actual is None or not _is_whole(actual, windows[0]):
        return None
    usual = [
        energy
        for window, energy in zip(windows[1:], known[1:], strict=True)
        if energy is not None and _is_whole(energy, window) and not was_told_for(window, told_at)
    ][:LIKE_DAYS]
    if not usual:
        return None
    return Observation(
        actual_uj=actual.import_uj - actual.export_uj,
        usual_uj=tuple(energy.import_uj - energy.export_uj for energy in usual),
        feeds_in=any(energy.export_uj for energy in (actual, *usual)),
    )


def _is_whole(energy: WindowEnergy, window: Period) -> bool:
    return energy.coverage_ms >= epoch_ms(window.end) - epoch_ms(window.start)


def _told_at(calls: Sequence[Call]) -> dict[UUID, list[datetime]]:
    times: dict[UUID, list[datetime]] = {}
    for call in calls:
        for facility_id in call.told:
            times.setdefault(facility_id, []).append(call.called_at)
    return times


def _asked(start: datetime | None, end: datetime | None, newest: datetime) -> Period:
    for given in (start, end):
        if given is not None and not EARLIEST + REACH <= given <= LATEST:
            raise InvalidPeriodError("the books have the years 2000 to 2099")
    end = end or newest
    start = start or end - USUAL_PERIOD
    if not start < end <= start + LONGEST_PERIOD:
        raise InvalidPeriodError(f"from must be before to, by {LONGEST_PERIOD.days} days at most")
    return Period(start, end)
