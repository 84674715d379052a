"""The transactional outbox: events are rows of the decision's transaction, published in order."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import asyncpg

from libs.chassis.bus import Bus, PublishFailedError
from libs.chassis.lifecycle import WorkerContext
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger

_BATCH_EVENTS: Final = 200
_POLL_S: Final = 1.0
_RELAY_LOCK: Final = 0x6F757462
_ADD: Final = (
    "insert into outbox (event_id, subject, payload)"
    " select * from unnest($1::uuid[], $2::text[], $3::bytea[])"
)
_CLAIM: Final = (
    "select position, event_id, subject, payload from outbox"
    " where published_at is null order by position limit $1"
)
_MARK: Final = (
    "update outbox set published_at = clock_timestamp() where position = any($1::bigint[])"
)
_FORGET: Final = "delete from outbox where published_at < now() - interval '1 hour'"


@dataclass(frozen=True)
class OutgoingEvent:
    """An event as it will travel; `event_id` is its Nats-Msg-Id."""

    event_id: UUID
    subject: str
    payload: bytes


async def add_to_outbox(connection: Any, events: Sequence[OutgoingEvent]) -> None:
    """Write events in the caller's transaction and wake the relay when it commits.

    Lock the entity first: then the order of its events is the order of its changes.
    """
    if not events:
        return
    await connection.execute(
        _ADD,
        [event.event_id for event in events],
        [event.subject for event in events],
        [event.payload for event in events],
    )
    await connection.execute("select pg_notify('outbox_' || current_schema(), '')")


class OutboxRelay:
    """Publishes the outbox in order and marks a row only after JetStream's acknowledgement.

    One relay a schema is active: it holds an advisory lock for as long as its connection lives,
    so replicas neither reorder nor repeat. A relay killed between publishing and marking
    publishes again under the same Nats-Msg-Id, which the stream stores once.
    """

    def __init__(self, pool: "asyncpg.Pool[Any]", bus: Bus, *, schema: str) -> None:
        self._pool = pool
        self._bus = bus
        self._schema = schema
        self._wake = asyncio.Event()

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
        await connection.add_listener(channel, self._on_notify)
        locked = False
        try:
            while not context.stop.is_set():
                locked = locked or await connection.fetchval(
                    "select pg_try_advisory_lock($1, hashtext($2))", _RELAY_LOCK, self._schema
                )
                if locked:
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

    async def _publish_some(self, connection: Any) -> int:
        rows = await connection.fetch(_CLAIM, _BATCH_EVENTS)
        for row in rows:
            await self._bus.publish(row["subject"], row["payload"], message_id=str(row["event_id"]))
        if rows:
            await connection.execute(_MARK, [row["position"] for row in rows])
            await connection.execute(_FORGET)
        return len(rows)

    def _on_notify(self, *_: object) -> None:
        self._wake.set()
