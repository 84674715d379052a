"""FR2.3 on a real JetStream: a service hears of ended sessions, also of those before its start."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.ended_sessions import EndedSessions, ended_sessions_worker
from libs.chassis.errors import UnauthenticatedError
from libs.chassis.lifecycle import Readiness, run_workers
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.tokens import TestIssuer
from libs.contracts import streams, subjects


@pytest.fixture
async def bus(nats_url: str) -> AsyncIterator[Bus]:
    async with connect_bus(nats_url, name="test") as bus:
        await bus.declare([streams.SESSIONS])
        yield bus


@asynccontextmanager
async def _listening(bus: Bus) -> AsyncIterator[EndedSessions]:
    """What a service that has just become ready knows and goes on to hear."""
    ended, readiness, stop = EndedSessions(), Readiness(), asyncio.Event()
    worker = ended_sessions_worker(
        bus, ended, stream=streams.SESSIONS.name, subject=subjects.SESSIONS_ENDED
    )
    running = asyncio.create_task(run_workers([worker], readiness=readiness, stop=stop))
    try:
        await asyncio.wait_for(readiness.wait_for(worker.name), timeout=20)
        yield ended
    finally:
        stop.set()
        await running


async def _end(bus: Bus, session_id: UUID) -> None:
    await bus.publish(subjects.session_ended(session_id), b"{}", message_id=uuid4().hex)


async def test_tokens_are_refused_soon_after_their_session_ended(bus: Bus) -> None:
    before, later, other = uuid4(), uuid4(), uuid4()
    await _end(bus, before)
    async with _listening(bus) as ended:
        assert before in ended
        issuer = TestIssuer()
        verifier = issuer.verifier(ended)
        token = issuer.token(uuid4(), session_id=later)
        await verifier.verify(token)
        await _end(bus, later)
        await eventually(lambda: later in ended)
        with pytest.raises(UnauthenticatedError, match="ended"):
            await verifier.verify(token)
        await verifier.verify(issuer.token(uuid4(), session_id=other))


async def test_what_is_no_session_id_is_skipped(bus: Bus) -> None:
    async with _listening(bus) as ended:
        await bus.publish("session.v1.ended.nonsense", b"", message_id="1")
        session_id = uuid4()
        await _end(bus, session_id)
        await eventually(lambda: session_id in ended)
        assert len(ended) == 1
