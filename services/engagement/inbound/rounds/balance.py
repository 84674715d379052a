"""Decisions that no further reading triggers."""

from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from services.engagement.domain.balance.overview import QUANTILES, Overview
from services.engagement.inbound.rounds.every import every
from services.engagement.metrics import balance as metrics
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.usecases.balance.fold_readings import FoldReadings
from services.engagement.usecases.balance.record_minutes import RecordMinutes

_SETTLE_EVERY_S: Final = 0.05
_SILENCE_EVERY_S: Final = 30.0
_OVERVIEW_EVERY_S: Final = 15.0
_RECORD_MINUTES_EVERY_S: Final = 2.0
_FORGET_MINUTES_EVERY_S: Final = 3600.0


def minute_rounds(minutes: RecordMinutes) -> list[Worker]:
    """Completed minutes into the store, and old ones out of it."""

    async def record(context: WorkerContext) -> None:
        context.ready()
        while True:
            is_last = context.stop.is_set()
            try:
                await minutes.record()
            except StoreUnavailableError as error:
                get_logger().warning("balance_minutes_wait_for_store", error=str(error))
            metrics.MINUTES_LOST.inc(minutes.take_lost())
            if is_last:
                return
            await context.pause(_RECORD_MINUTES_EVERY_S)

    async def forget() -> None:
        await minutes.forget()

    return [
        Worker("record_minutes", record),
        every("forget_minutes", _FORGET_MINUTES_EVERY_S, forget),
    ]


def fold_rounds(fold: FoldReadings) -> list[Worker]:
    """Decisions that no further reading triggers."""
    return [
        every("settle", _SETTLE_EVERY_S, fold.settle),
        every("silence", _SILENCE_EVERY_S, fold.lose_silent),
        every("overview", _OVERVIEW_EVERY_S, lambda: show_overview(fold.overview())),
    ]


def show_overview(known: Overview) -> None:
    """As metrics."""
    for state, count in known.communities.items():
        metrics.COMMUNITIES.labels(state).set(count)
    for state, count in known.facilities.items():
        metrics.FACILITIES.labels(state).set(count)
    for quantile in QUANTILES:
        age_s = known.ages_s.get(quantile, 0.0)
        metrics.NEWEST_READING_AGE.labels(str(quantile)).set(age_s)
