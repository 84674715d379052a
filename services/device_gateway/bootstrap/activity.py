"""The room `readings`, second part: what came of each device, and what is asked for again."""

import asyncio
from datetime import timedelta

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger
from libs.chassis.timers import timer_worker
from services.device_gateway.bootstrap.foundation import Foundation
from services.device_gateway.config import Settings
from services.device_gateway.domain.readings.numbering import ResendRules
from services.device_gateway.metrics import readings as metrics
from services.device_gateway.outbound.readings.counts import ResendMetrics
from services.device_gateway.outbound.readings.postgres import PostgresActivity
from services.device_gateway.outbound.readings.resend_notes import ResendNotes
from services.device_gateway.usecases.readings.activity_log import ActivityLog
from services.device_gateway.usecases.readings.ask_for_missing import AskForMissing

_AFTER_FAULT_S = 1.0
_LAST_WORDS_S = 5.0


def activity_log(foundation: Foundation) -> ActivityLog:
    """One a process: rooms that ask when a device was last heard share it."""
    return ActivityLog(
        PostgresActivity(foundation.pool),
        foundation.clock,
        grace=timedelta(seconds=foundation.settings.resend_grace_s),
        forgotten=metrics.ACTIVITY_FORGOTTEN,
    )


def activity_worker(activity: ActivityLog, settings: Settings, *, until: asyncio.Event) -> Worker:
    """Writes down what came; a last time once nothing more is received, which `until` says."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        while not context.stop.is_set():
            written = await _write_down(activity)
            await context.pause(settings.activity_written_every_s if written else _AFTER_FAULT_S)
        try:
            async with asyncio.timeout(settings.drain_s + _LAST_WORDS_S):
                await until.wait()
                await _write_down(activity)
        except TimeoutError:
            get_logger().warning("activity_not_written_down")

    return Worker("activity", run)


def missing_worker(foundation: Foundation) -> Worker:
    """Asks for what is missing; one replica at a time does."""
    settings = foundation.settings
    ask_for_missing = AskForMissing(
        PostgresActivity(foundation.pool),
        ResendNotes(foundation.notes),
        foundation.clock,
        rules=ResendRules(
            grace=timedelta(seconds=settings.resend_grace_s),
            first_pause=timedelta(seconds=settings.resend_pause_s),
            most_attempts=settings.resend_attempts,
        ),
        counts=ResendMetrics(),
    )

    async def one_round() -> float:
        return 0.0 if await ask_for_missing.ask() else settings.resend_look_every_s

    return timer_worker("missing_readings", one_round)


async def _write_down(activity: ActivityLog) -> bool:
    try:
        await activity.write_down()
    except Exception as error:
        if not is_transient(error):
            raise
        get_logger().warning("activity_waits_for_database", error=repr(error))
        return False
    return True
