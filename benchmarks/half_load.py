"""Latencies at half the sustained load, with days on which communities have surplus."""

import contextlib
from collections.abc import Sequence
from typing import Any, Final, Protocol

from benchmarks.communities import MINIMUM_DURATION_S, plan_days
from benchmarks.load.plan import Dawn, LoadPlan
from benchmarks.measuring.notifications import (
    Crossing,
    Deliveries,
    instant,
    match,
    read_deliveries,
)
from benchmarks.measuring.quantiles import latency_of
from benchmarks.results import Latencies
from benchmarks.rig import Observation, Rig
from libs.chassis.testing.eventually import eventually

_FIRST_DAWN_S: Final = 1.0
_CHANNELS: Final = 2
"""The stack sends through a mail folder and a log file."""
_DELIVERED_WITHIN_S: Final = 10.0


class Observer(Protocol):
    """Runs a load and keeps its report for the books."""

    async def observe(self, plan: LoadPlan) -> Observation: ...


async def measure_latencies(
    observer: Observer, rig: Rig, database: Any, *, rate_per_s: float, seconds: float
) -> tuple[Observation, Latencies, int]:
    """The run, its latencies, and how many notifications did not go out.

    Raises LoadError, asyncpg.PostgresError.
    """
    rig.feed.ages_s.clear()
    days = plan_days(rig.communities, from_s=_FIRST_DAWN_S, until_s=seconds)
    observation = await observer.observe(
        LoadPlan(rate_per_s=rate_per_s, seconds=seconds, days=tuple(days))
    )
    ages_s = list(rig.feed.ages_s)
    crossings = _crossings(rig, observation.report.dawns)
    deliveries = await _await_deliveries(database, crossings)
    latencies = Latencies(
        to_stored=observation.window.to_stored,
        to_balance=observation.window.to_folded,
        to_live_feed=latency_of(ages_s),
        to_notification=latency_of(deliveries.delays_s),
        notification_stages={
            name: latency_of(stage_s) for name, stage_s in deliveries.stages_s.items()
        },
        crossings=len(crossings),
    )
    return observation, latencies, deliveries.missing


def _crossings(rig: Rig, dawns: Sequence[Dawn]) -> list[Crossing]:
    return [
        Crossing(
            community_id=rig.communities[dawn.community].community_id,
            at=instant(dawn.measured_at_ms),
            expected=len(rig.communities[dawn.community].members) * _CHANNELS,
        )
        for dawn in dawns
    ]


async def _await_deliveries(database: Any, crossings: Sequence[Crossing]) -> Deliveries:
    """Give the last ones time to go out."""
    if not crossings:
        return Deliveries(delays_s=(), missing=0, stages_s={})
    since = min(crossing.at for crossing in crossings)

    async def read() -> Deliveries:
        found = await read_deliveries(database, since)
        return match(crossings, found, minimum_duration_s=MINIMUM_DURATION_S)

    async def all_sent() -> bool:
        return (await read()).missing == 0

    with contextlib.suppress(TimeoutError):  # the books say how many are missing
        await eventually(all_sent, timeout_s=_DELIVERED_WITHIN_S, interval_s=0.5)
    return await read()
