"""Decisions into the books, as they come."""

from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from libs.chassis.tracing import exemplar_of
from services.engagement.inbound.rounds.every import every
from services.engagement.metrics import surplus as metrics
from services.engagement.metrics.notifications import CALL_MEMBERS
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.ports.surplus import Call, Detection, Ending, Update
from services.engagement.usecases.surplus.correct_episodes import CorrectEpisodes
from services.engagement.usecases.surplus.record_surplus import RecordSurplus, Written

_SAVE_EVERY_S: Final = 1.0
_SAVE_CANDIDATES_EVERY: Final = 10
_CORRECT_EVERY_S: Final = 60.0
_RETRY_PAUSE_S: Final = 0.5
_EVENTS: Final = {Detection: "detected", Call: "called", Update: "updated", Ending: "ended"}


def record_worker(record: RecordSurplus) -> Worker:
    """Writes decisions down as they come, and states that moved on once a second."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        rounds = 0
        while True:
            try:
                for written in await record.record():
                    tell_written(written)
                rounds += 1
                candidates = context.stop.is_set() or rounds % _SAVE_CANDIDATES_EVERY == 0
                await record.save_changed(with_candidates=candidates)
            except StoreUnavailableError as error:
                get_logger().warning("surplus_waits_for_store", error=str(error))
                await context.pause(_RETRY_PAUSE_S)
            if context.stop.is_set():
                return
            await context.pause_until(record.wake, at_most_s=_SAVE_EVERY_S)

    return Worker("record", run)


def correct_worker(correct: CorrectEpisodes) -> Worker:
    """What late readings change, once a minute."""

    async def one_round() -> None:
        corrected = await correct.correct_due()
        metrics.CORRECTED.labels("minutes").inc(corrected.minutes)
        metrics.CORRECTED.labels("episodes").inc(corrected.episodes)
        metrics.CORRECTIONS_SKIPPED.inc(corrected.skipped)

    return every("correct_episodes", _CORRECT_EVERY_S, one_round)


def tell_written(written: Written) -> None:
    """In the log and in the metrics."""
    for entry in written.entries:
        event = _EVENTS[type(entry)]
        metrics.EPISODES.labels(event).inc()
        if isinstance(entry, Ending):
            metrics.EPISODE_ENDS.labels(entry.ended.reason).inc()
        get_logger().info(
            f"surplus_{event}",
            community_id=str(entry.community_id),
            episode_id=str(entry.episode_id),
            **(exemplar_of(written.traceparent) or {}),
        )
    for outcome, members in written.recorded.outcomes.items():
        CALL_MEMBERS.labels(outcome.value).inc(members)
