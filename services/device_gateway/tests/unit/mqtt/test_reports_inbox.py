"""Reports to their handlers: in order of each sender, until done, and nobody stops the others."""

import asyncio
from collections.abc import Sequence

import asyncpg
import pytest

from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.inbound.mqtt.report import MalformedReportError, Report, ReportHandler
from services.device_gateway.inbound.mqtt.reports import Desks, ReportsInbox, report_of
from services.device_gateway.outbound.readings.memory import DeadLetterList
from services.device_gateway.tests.examples import NOW
from services.device_gateway.usecases.refusals import Refusals


class Office:
    """An inbox whose one desk does as the test says; pauses end at once."""

    def __init__(self, *handlers: ReportHandler, at_once: int = 6) -> None:
        self.dead_letters = DeadLetterList()
        self.refused: Refusal | None = None
        self.pauses: list[float] = []
        self.inbox = ReportsInbox(
            Desks(reports={"status": handlers}, provisioning={"certificate": handlers}),
            admit=lambda _: self.refused,
            refusals=Refusals(self.dead_letters, FakeClock(NOW)),
            pause=self._pause,
            chance=lambda: 1.0,
            handled_at_once=at_once,
        )

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def reasons(self) -> list[Reason]:
        return [letter.refusal.reason for letter in self.dead_letters.letters]


class Desk:
    """Notes what it is given; a report waits when the test holds its sender."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.held: dict[str, asyncio.Event] = {}

    async def __call__(self, report: Report) -> Sequence[Note]:
        name = f"{report.sender}:{report.payload.decode()}"
        self.begun.append(name)
        if report.sender in self.held:
            await self.held[report.sender].wait()
        self.done.append(name)
        return [(f"device/{report.sender}/x", report.payload)]


def status(sender: str, body: str = "1", kind: str = "status") -> Submission:
    return Submission(f"report/{sender}/{kind}", body.encode(), len(body), NOW)


async def test_of_one_sender_in_order_and_of_several_side_by_side() -> None:
    desk = Desk()
    desk.held["a"] = asyncio.Event()
    handling = asyncio.create_task(
        Office(desk).inbox.handle(
            [status("a", "1"), status("b", "1"), status("a", "2"), status("b", "2")]
        )
    )
    await eventually(lambda: desk.done == ["b:1", "b:2"])
    assert not handling.done(), "acknowledged only when all are done"
    assert "a:2" not in desk.begun
    desk.held["a"].set()
    notes = await handling
    assert desk.done == ["b:1", "b:2", "a:1", "a:2"]
    assert sorted(notes) == sorted((f"device/{s}/x", n) for s in "ab" for n in (b"1", b"2"))


async def test_no_more_at_once_than_there_are_connections_for() -> None:
    desk = Desk()
    desk.held = {sender: asyncio.Event() for sender in "abc"}
    handling = asyncio.create_task(
        Office(desk, at_once=2).inbox.handle([status(sender) for sender in "abc"])
    )
    await eventually(lambda: len(desk.begun) == 2)
    for event in desk.held.values():
        event.set()
    await handling
    assert len(desk.done) == 3


@pytest.mark.parametrize(
    "error", [asyncpg.CannotConnectNowError("starting"), ConnectionRefusedError(), TimeoutError()]
)
async def test_the_same_report_again_while_the_database_is_away(error: Exception) -> None:
    attempts: list[Report] = []

    async def handler(report: Report) -> Sequence[Note]:
        attempts.append(report)
        if len(attempts) < 4:
            raise error
        return [("device/a/x", b"done")]

    office = Office(handler)
    assert await office.inbox.handle([status("a")]) == [("device/a/x", b"done")]
    assert len(attempts) == 4
    assert office.pauses == [0.2, 0.4, 0.8], "full jitter at its longest, doubling"
    assert office.reasons() == []


async def test_the_pause_has_a_limit() -> None:
    attempts = 0

    async def handler(report: Report) -> Sequence[Note]:
        nonlocal attempts
        attempts += 1
        if attempts < 12:
            raise ConnectionRefusedError
        return ()

    office = Office(handler)
    await office.inbox.handle([status("a")])
    assert max(office.pauses) == office.pauses[-1] == 5.0


async def test_a_bug_is_written_down_and_stops_nobody() -> None:
    desk = Desk()

    async def handler(report: Report) -> Sequence[Note]:
        if report.payload == b"odd":
            raise ZeroDivisionError
        return await desk(report)

    office = Office(handler)
    notes = await office.inbox.handle([status("a", "odd"), status("a", "2"), status("b", "1")])
    assert sorted(desk.done) == ["a:2", "b:1"]
    assert len(notes) == 2
    assert office.reasons() == [Reason.INTERNAL_ERROR]


async def test_what_cannot_be_read_is_written_down() -> None:
    async def handler(report: Report) -> Sequence[Note]:
        raise MalformedReportError("no JSON")

    office = Office(handler)
    assert await office.inbox.handle([status("a", "x")]) == []
    assert office.reasons() == [Reason.MALFORMED_REPORT]
    assert office.dead_letters.letters[0].refusal.detail == "no JSON"
    assert office.pauses == []


async def test_handlers_of_one_kind_run_one_after_the_other() -> None:
    first, second = Desk(), Desk()
    first.held["a"] = asyncio.Event()
    handling = asyncio.create_task(Office(first, second).inbox.handle([status("a")]))
    await eventually(lambda: first.begun)
    assert second.begun == []
    first.held["a"].set()
    assert len(await handling) == 2


async def test_what_nobody_handles_and_who_is_not_admitted() -> None:
    desk = Desk()
    office = Office(desk)
    await office.inbox.handle([status("a", kind="weather"), status("a/b"), status("?")])
    assert office.reasons() == [Reason.UNKNOWN_REPORT] * 3
    office.refused = Refusal(Reason.DEVICE_REVOKED, "revoked")
    await office.inbox.handle([status("a")])
    assert office.reasons()[3:] == [Reason.DEVICE_REVOKED]
    assert desk.begun == []


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("report/m-1/status", ("m-1", "status", "")),
        ("provision/batch-7/claim-x/certificate", ("batch-7", "certificate", "claim-x")),
        ("provision/batch-7/x/certificate", None),
        ("provision/batch-7/certificate", None),
        ("report/m-1", None),
        ("report/m-1/status/more", None),
        ("report//status", None),
        ("report/-m/status", None),
        ("energy-data/m-1", None),
        ("", None),
    ],
)
def test_who_reports_what(topic: str, expected: tuple[str, str, str] | None) -> None:
    """The sender is what the broker's access rule binds to the certificate, nothing else."""
    report = report_of(Submission(topic, b"", 0, NOW))
    assert (report and (report.sender, report.kind, report.session)) == expected
