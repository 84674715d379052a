"""Today of each community that is asked for, computed once for all who ask."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.accrual.today import Today

EVERY: Final = timedelta(seconds=5)
"""A computation serves all who ask within that time of its start."""


@dataclass(frozen=True, slots=True)
class _Computation:
    started_at: datetime
    task: "asyncio.Task[Today | None]"

    def serves(self, now: datetime) -> bool:
        """Not one that failed, and not for ever where the clock was set back."""
        failed = self.task.done() and (self.task.cancelled() or self.task.exception() is not None)
        return not failed and timedelta(0) <= now - self.started_at < EVERY


class Todays:
    """Nothing is computed while nobody asks."""

    def __init__(self, compute: Callable[[UUID], Awaitable[Today | None]], clock: Clock) -> None:
        self._compute = compute
        self._clock = clock
        self._computations: dict[UUID, _Computation] = {}

    async def __call__(self, community_id: UUID) -> Today | None:
        """At most EVERY old. Raises what ComputeToday raises."""
        now = self._clock.now()
        known = self._computations.get(community_id)
        if known is None or not known.serves(now):
            known = self._begin(community_id, now)
        # One who no longer waits must not take it from the others.
        return await asyncio.shield(known.task)

    def _begin(self, community_id: UUID, now: datetime) -> _Computation:
        kept = {key: c for key, c in self._computations.items() if c.serves(now)}
        begun = _Computation(now, asyncio.ensure_future(self._today(community_id)))
        self._computations = kept | {community_id: begun}
        return begun

    async def _today(self, community_id: UUID) -> Today | None:
        return await self._compute(community_id)
