"""From the identity room's tables into every replica's projection, within a second."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import asyncpg

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger
from services.device_gateway.metrics import identity as metrics
from services.device_gateway.outbound.identity import sql
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.ports.standing import Standing

_POLL_S: Final = 1.0

OnCut = Callable[[str, datetime], None]
"""Told once of each device of which a certificate has ended, and when that was decided."""


class StandingsFeed:
    """Reads what transactions have changed since the oldest one that ran at the last reading.

    So nothing is overlooked that was decided early and committed late. Woken by a notification, and
    every second without one. While the database is away, what is known stays; over a new connection
    all is read again, for it may lead to another server, which counts its transactions anew.
    """

    def __init__(
        self, pool: "asyncpg.Pool[Any]", standings: StandingsProjection, on_cut: OnCut
    ) -> None:
        self._pool = pool
        self._standings = standings
        self._on_cut = on_cut
        self._cuts: dict[str, datetime] = {}
        self._read_from = 0
        self._wake = asyncio.Event()

    def worker(self) -> Worker:
        """Ready once every standing is known."""
        return Worker("standings", self._run)

    async def _run(self, context: WorkerContext) -> None:
        while not context.stop.is_set():
            try:
                async with self._pool.acquire() as connection:
                    await self._follow(connection, context)
            except Exception as error:
                if not is_transient(error):
                    raise
                get_logger().warning("standings_wait_for_database", error=repr(error))
                await context.pause(_POLL_S)

    async def _follow(self, connection: Any, context: WorkerContext) -> None:
        channel = f"identity_{await connection.fetchval('select current_schema()')}"
        await connection.add_listener(channel, self._on_notify)
        self._read_from = 0
        try:
            while not context.stop.is_set():
                self._wake.clear()
                await self._read(connection)
                context.ready()
                await context.pause_until(self._wake, at_most_s=_POLL_S)
        finally:
            if not connection.is_closed():
                await connection.remove_listener(channel, self._on_notify)

    async def _read(self, connection: Any) -> None:
        """In this order: what starts between the two statements is read again next time."""
        oldest_running = await connection.fetchval(sql.OLDEST_RUNNING)
        for row in await connection.fetch(sql.CHANGED_SINCE, self._read_from):
            self._take(row)
        self._read_from = oldest_running
        metrics.STANDINGS_KNOWN.set(len(self._standings))

    def _take(self, row: Any) -> None:
        device_id, cut_at = row["device_id"], row["cut_at"]
        standing = None
        if row["is_revoked"]:
            standing = Standing.REVOKED
        elif row["is_claimed"]:
            standing = Standing.PROVISIONED
        self._standings.put(device_id, standing, row["renewals"])
        if cut_at is not None and self._cuts.get(device_id) != cut_at:
            self._cuts[device_id] = cut_at
            self._on_cut(device_id, cut_at)

    def _on_notify(self, *_: object) -> None:
        self._wake.set()
