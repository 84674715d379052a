"""Cuts connections of ended certificates: who connects under a client's id takes its place.

By MQTT the broker closes the older of two connections of one client id, and on ours only the
gateway can choose its id: a device's is its certificate's name.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Final

import aiomqtt

from libs.chassis.clock import Clock
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from services.device_gateway.domain.identity.cutting import CutPlan
from services.device_gateway.metrics import identity as metrics
from services.device_gateway.outbound.identity.standings import StandingsProjection

_AT_ONCE: Final = 32
_LOOK_EVERY_S: Final = 0.2
_GIVE_UP_AFTER_S: Final = 3.0

ConnectAs = Callable[[str], AbstractAsyncContextManager[aiomqtt.Client]]
"""A connection under a client id, without a session: the device's own is deleted with it."""


class Kicker:
    """Carries out the plan of cuts for as long as the process lives."""

    def __init__(self, connect_as: ConnectAs, standings: StandingsProjection, clock: Clock) -> None:
        self._connect_as = connect_as
        self._standings = standings
        self._clock = clock
        self._plan = CutPlan()
        self._wake = asyncio.Event()

    def cut(self, device_id: str, cut_at: datetime) -> None:
        """A certificate of the device was revoked then, or was found to have expired."""
        stays = not self._standings.is_revoked(device_id)
        self._plan.ended(device_id, cut_at=cut_at, stays=stays, now=self._clock.now())
        self._wake.set()

    def worker(self) -> Worker:
        """Ready at once; needs the broker only when somebody is to be cut."""
        return Worker("kicker", self._run)

    async def _run(self, context: WorkerContext) -> None:
        context.ready()
        while not context.stop.is_set():
            now = self._clock.now()
            for device_id in self._standings.take_sighted():
                self._plan.sighted(device_id, now)
            due = self._plan.take_due(now, _AT_ONCE)
            await asyncio.gather(*(self._kick(device_id) for device_id in due))
            if len(due) < _AT_ONCE:
                self._wake.clear()
                await context.pause_until(self._wake, at_most_s=_LOOK_EVERY_S)

    async def _kick(self, device_id: str) -> None:
        """Whatever comes of it: a revoked device is refused, too, and kicked when it speaks."""
        try:
            async with asyncio.timeout(_GIVE_UP_AFTER_S), self._connect_as(device_id):
                metrics.KICKS.labels("done").inc()
        except (aiomqtt.MqttError, OSError, TimeoutError) as error:
            metrics.KICKS.labels("failed").inc()
            get_logger().warning("kick_failed", device_id=device_id, error=repr(error))
