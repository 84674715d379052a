"""Reports and provisioning requests from MQTT: each to the handlers of its kind.

One message, one transaction: the broker forgets a report when its handlers have committed. Of one
sender they are handled in order, of different ones side by side. What cannot be read is written
down and forgotten; so is what a handler fails at by a bug, counted apart: one device's odd message
must not stop the others' readings, which pass through the same process.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from libs.chassis.backoff import Backoff
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger
from libs.contracts.mqtt import topics
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.domain.readings.submission import DEVICE_ID_PATTERN, Submission
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.inbound.mqtt.report import MalformedReportError, Report, ReportHandler
from services.device_gateway.metrics import reports as metrics
from services.device_gateway.usecases.refusals import Refusals

TOPICS: Final = (topics.REPORTS_OF_ALL, topics.PROVISIONING_OF_ALL)
_REPORT_LEVELS: Final = 3
_PROVISIONING_LEVELS: Final = 4
_RETRY_FIRST_S: Final = 0.2
_RETRY_LONGEST_S: Final = 5.0

Admit = Callable[[Report], Refusal | None]
"""What is wrong with a report whatever it says: an unknown or revoked sender, too many reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """Who handles what, by the topic's last level; several handlers run one after the other."""

    reports: Mapping[str, Sequence[ReportHandler]]
    provisioning: Mapping[str, Sequence[ReportHandler]]

    def handlers_of(self, report: Report) -> Sequence[ReportHandler]:
        """Empty for a kind that nobody handles."""
        desk = self.provisioning if report.session else self.reports
        return desk.get(report.kind, ())


class ReportsInbox:
    """Gives each report to its handlers until they are done with it."""

    def __init__(
        self,
        desks: Desks,
        *,
        admit: Admit,
        refusals: Refusals,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float],
        handled_at_once: int = 6,
    ) -> None:
        self._desks = desks
        self._admit = admit
        self._refusals = refusals
        self._pause = pause
        self._backoff = Backoff(first_s=_RETRY_FIRST_S, longest_s=_RETRY_LONGEST_S, chance=chance)
        self._room = asyncio.Semaphore(handled_at_once)

    async def handle(self, submissions: Sequence[Submission]) -> list[Note]:
        """Return when every report's decision is committed or the report is given up."""
        by_sender: defaultdict[tuple[str, str], list[tuple[Submission, Report]]] = defaultdict(list)
        for submission in submissions:
            report = report_of(submission)
            if report is None:
                self._refuse(submission, Refusal(Reason.UNKNOWN_REPORT, submission.topic[:200]))
            else:
                by_sender[report.sender, report.session].append((submission, report))
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._handle_in_order(reports)) for reports in by_sender.values()
            ]
        return [note for task in tasks for note in task.result()]

    async def _handle_in_order(self, reports: Sequence[tuple[Submission, Report]]) -> list[Note]:
        notes: list[Note] = []
        async with self._room:
            for submission, report in reports:
                notes += await self._handle_one(submission, report)
        return notes

    async def _handle_one(self, submission: Submission, report: Report) -> Sequence[Note]:
        handlers = self._desks.handlers_of(report)
        if not handlers:
            return self._refuse(submission, Refusal(Reason.UNKNOWN_REPORT, submission.topic[:200]))
        metrics.RECEIVED.labels(report.kind).inc()
        refusal = self._admit(report)
        if refusal is not None:
            return self._refuse(submission, refusal)
        try:
            started_s = perf_counter()
            notes: list[Note] = []
            for handler in handlers:
                notes += await self._until_done(handler, report)
            metrics.HANDLE_SECONDS.labels(report.kind).observe(perf_counter() - started_s)
        except MalformedReportError as error:
            return self._refuse(submission, Refusal(Reason.MALFORMED_REPORT, str(error)))
        except Exception as error:  # noqa: BLE001  see the module's docstring
            get_logger().exception("report_handler_failed", topic=submission.topic)
            return self._refuse(submission, Refusal(Reason.INTERNAL_ERROR, repr(error)[:200]))
        return notes

    async def _until_done(self, handler: ReportHandler, report: Report) -> Sequence[Note]:
        attempt = 0
        while True:
            try:
                return await handler(report)
            except Exception as error:
                if not is_transient(error):
                    raise
                metrics.RETRIED.inc()
                get_logger().warning("report_waits_for_database", error=repr(error))
            await self._pause(self._backoff.wait_s(attempt))
            attempt += 1

    def _refuse(self, submission: Submission, refusal: Refusal) -> Sequence[Note]:
        metrics.REFUSED.labels(refusal.reason).inc()
        self._refusals.write_down(submission, refusal)
        return ()


def report_of(submission: Submission) -> Report | None:
    """The report that the topic and payload make; None for a topic that is no report's."""
    levels = submission.topic.split("/")
    session = ""
    if levels[0] == "provision" and len(levels) == _PROVISIONING_LEVELS:
        session = levels.pop(2)
        if not session.startswith(topics.CLAIM_SESSION_PREFIX):
            return None
    elif levels[0] != "report" or len(levels) != _REPORT_LEVELS:
        return None
    _, sender, kind = levels
    if not DEVICE_ID_PATTERN.fullmatch(sender):
        return None
    return Report(sender, kind, submission.payload, submission.received_at, session)
