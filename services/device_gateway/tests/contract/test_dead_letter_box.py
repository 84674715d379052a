"""Each DeadLetterBox keeps what is posted, and `post` neither waits nor fails."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.lifecycle import Readiness, WorkerContext
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fakes import SequentialIds
from libs.contracts import streams
from libs.contracts.v1.dead_letter import DEAD_LETTER_DECODER, DeadLetter
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.outbound.readings.jetstream import JetStreamDeadLetters
from services.device_gateway.outbound.readings.memory import DeadLetterList
from services.device_gateway.ports.readings import DeadLetterBox, RefusedSubmission
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.stream import stored


@dataclass(frozen=True)
class Subject:
    box: DeadLetterBox
    kept: Callable[[], Awaitable[list[tuple[str, str]]]]
    """(reason, source) of what is kept."""


@asynccontextmanager
async def in_memory(_: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    box = DeadLetterList()

    async def kept() -> list[tuple[str, str]]:
        return [(letter.refusal.reason, letter.submission.topic) for letter in box.letters]

    yield Subject(box, kept)


@asynccontextmanager
async def on_jetstream(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    url: str = request.getfixturevalue("nats_url")
    async with connect_bus(url, name="test") as bus:
        await bus.declare([streams.DEAD_LETTERS])
        box = JetStreamDeadLetters(bus, ids=SequentialIds(), max_waiting=100)
        stop = asyncio.Event()
        worker = box.worker()
        context = WorkerContext(worker.name, stop, Readiness())
        task = asyncio.ensure_future(worker.run(context))

        async def kept() -> list[tuple[str, str]]:
            letters = [
                DEAD_LETTER_DECODER.decode(m.data) for m in await stored(bus, "DEAD_LETTERS")
            ]
            return [(letter.reason, letter.source) for letter in letters]

        yield Subject(box, kept)
        stop.set()
        await asyncio.wait_for(task, 5)


@pytest.fixture(params=[in_memory, on_jetstream], ids=["memory", "jetstream"])
async def subject(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    async with request.param(request) as made:
        yield made


def letter(number: int, payload: bytes = b"garbage") -> RefusedSubmission:
    return RefusedSubmission(
        Submission(f"energy-data/meter-{number}", payload, len(payload), NOW),
        Refusal(Reason.NOT_JSON, "JSON is malformed"),
    )


async def test_posted_letters_are_kept_in_order(subject: Subject) -> None:
    for number in range(10):
        subject.box.post(letter(number))
    expected = [("not_json", f"energy-data/meter-{number}") for number in range(10)]

    async def all_kept() -> bool:
        return await subject.kept() == expected

    await eventually(all_kept)


async def test_the_letter_shows_the_beginning_of_what_came(nats_url: str) -> None:
    """A message posted just before the end is still published."""
    async with connect_bus(nats_url, name="test") as bus:
        await bus.declare([streams.DEAD_LETTERS])
        box = JetStreamDeadLetters(bus, ids=SequentialIds(), max_waiting=1)
        stop = asyncio.Event()
        box.post(letter(1, b"\xff" * 4096))
        box.post(letter(2))  # no room
        task = asyncio.ensure_future(
            box.worker().run(WorkerContext("dead_letters", stop, Readiness()))
        )
        await eventually(lambda: _has_one(bus))
        stop.set()
        await asyncio.wait_for(task, 5)
        (message,) = await stored(bus, "DEAD_LETTERS")
    assert message.subject == "dead-letter.v1.device_gateway.not_json"
    assert DEAD_LETTER_DECODER.decode(message.data) == DeadLetter(
        reason="not_json",
        detail="JSON is malformed",
        source="energy-data/meter-1",
        received_at=NOW,
        payload_excerpt=b"\xff" * 2048,
        payload_size_bytes=4096,
    )


async def _has_one(bus: Bus) -> bool:
    return len(await stored(bus, "DEAD_LETTERS")) == 1
