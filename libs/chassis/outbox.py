"""The transactional outbox: events are rows of the decision's transaction, published in order."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import asyncpg
from prometheus_client import Gauge

from libs.chassis import tracing
from libs.chassis.bus import Bus, PublishFailedError
from libs.chassis.bus_streams import StreamDeclaration
from libs.chassis.lifecycle import WorkerContext
from libs.chassis.outbox_states import has_reached, keep_last, tell_lost_again
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger

_BATCH_EVENTS: Final = 200
_POLL_S: Final = 1.0
_RELAY_LOCK: Final = 0x6F757462
_ADD: Final = (
    "insert into outbox (event_id, subject, payload, traceparent)"
    " select *, $4::text from unnest($1::uuid[], $2::text[], $3::bytea[])"
)
_CLAIM: Final = (
    "select position, event_id, subject, payload, traceparent from outbox"
    " where published_at is null order by position limit $1"
)
_MARK: Final = (
    "update outbox set published_at = clock_timestamp() where position = any($1::bigint[])"
)
_WAITING: Final = (
    "select count(*) as events, min(created_at) as since from"
    " (select created_at from outbox where published_at is null limit 10000) as waiting"
)
_MEASURED_EVERY_S: Final = 15.0
_LOOKED_EVERY_S: Final = 5.0
_EVENTS_WAITING: Final = Gauge(
    "meriggio_outbox_waiting_events",
    "Events in the database that are not on the bus yet, up to 10,000.",
)
_OLDEST_AGE: Final = Gauge(
    "meriggio_outbox_oldest_age_seconds",
    "For how long the oldest of them has been waiting, when they were looked at last.",
)
_FORGET: Final = "delete from outbox where published_at < now() - interval '1 hour'"


@dataclass(frozen=True)
class OutgoingEvent:
    """An event as it will travel; `event_id` is its Nats-Msg-Id."""

    event_id: UUID
    subject: str
    payload: bytes
    is_state: bool = False
    """It says all there is to say of its subject: the newest is kept for a stream that is lost."""


async def add_to_outbox(connection: Any, events: Sequence[OutgoingEvent]) -> None:
    """Write events in the caller's transaction and wake the relay when it commits.

    They keep the trace of what is being done now, if it is kept: it goes on where they are read.
    Lock the entity first: then the order of its events is the order of its changes.
    """
    if not events:
        return
    await keep_last(connection, [event for event in events if event.is_state])
    await connection.execute(
        _ADD,
        [event.event_id for event in events],
        [event.subject for event in events],
        [event.payload for event in events],
        tracing.current_traceparent(),
    )
    await connection.execute("select pg_notify('outbox_' || current_schema(), '')")


class OutboxRelay:
    """Publishes the outbox in order and marks a row only after JetStream's acknowledgement.

    One relay a schema is active: it holds an advisory lock for as long as its connection lives,
    so replicas neither reorder nor repeat. A relay killed between publishing and marking
    publishes again under the same Nats-Msg-Id, which the stream stores once. What one of `streams`
    has lost is told again (outbox_states.py).
    """

    def __init__(
        self,
        pool: "asyncpg.Pool[Any]",
        bus: Bus,
        *,
        schema: str,
        streams: Sequence[StreamDeclaration],
    ) -> None:
        """`streams`: those that the events go to."""
        self._pool = pool
        self._bus = bus
        self._schema = schema
        self._streams = streams
        self._wake = asyncio.Event()
        self._measure_at_s = 0.0
        self._look_at_s = 0.0

    async def run(self, context: WorkerContext) -> None:
        """Relay until `context.stop`; survives a lost database or bus."""
        context.ready()
        while not context.stop.is_set():
            try:
                async with self._pool.acquire() as connection:
                    await self._relay_while_connected(connection, context)
            except PublishFailedError as error:
                get_logger().warning("outbox_waits_for_bus", error=str(error))
                await context.pause(_POLL_S)
            except Exception as error:
                if not is_transient(error):
                    raise
                get_logger().warning("outbox_waits_for_database", error=repr(error))
                await context.pause(_POLL_S)

    async def _relay_while_connected(self, connection: Any, context: WorkerContext) -> None:
        channel = f"outbox_{self._schema}"
        self._look_at_s = 0.0
        await connection.add_listener(channel, self._on_notify)
        locked = False
        try:
            while not context.stop.is_set():
                await self._measure(connection)
                locked = locked or await connection.fetchval(
                    "select pg_try_advisory_lock($1, hashtext($2))", _RELAY_LOCK, self._schema
                )
                if locked:
                    await self._look_for_losses(connection)
                    while await self._publish_some(connection):
                        pass
                await context.pause_until(self._wake, at_most_s=_POLL_S)
                self._wake.clear()
        finally:
            if not connection.is_closed():
                await connection.remove_listener(channel, self._on_notify)
                if locked:
                    await connection.execute(
                        "select pg_advisory_unlock($1, hashtext($2))", _RELAY_LOCK, self._schema
                    )

    async def _measure(self, connection: Any) -> None:
        """Whoever relays: one that is stuck is seen by the others."""
        now_s = time.monotonic()
        if now_s < self._measure_at_s:
            return
        self._measure_at_s = now_s + _MEASURED_EVERY_S
        waiting = await connection.fetchrow(_WAITING)
        _EVENTS_WAITING.set(waiting["events"])
        since = waiting["since"]
        _OLDEST_AGE.set(0.0 if since is None else (datetime.now(UTC) - since).total_seconds())

    async def _look_for_losses(self, connection: Any) -> None:
        now_s = time.monotonic()
        if now_s < self._look_at_s:
            return
        await tell_lost_again(connection, self._bus, self._streams)
        self._look_at_s = now_s + _LOOKED_EVERY_S

    async def _publish_some(self, connection: Any) -> int:
        rows = await connection.fetch(_CLAIM, _BATCH_EVENTS)
        reached: dict[str, int] = {}
        for row in rows:
            stored = await self._bus.publish(
                row["subject"],
                row["payload"],
                message_id=str(row["event_id"]),
                traceparent=row["traceparent"],
            )
            reached[stored.stream] = max(stored.sequence, reached.get(stored.stream, 0))
        if rows:
            async with connection.transaction():
                await connection.execute(_MARK, [row["position"] for row in rows])
                await has_reached(connection, reached)
            await connection.execute(_FORGET)
        return len(rows)

    def _on_notify(self, *_: object) -> None:
        self._wake.set()
