"""Messages to devices that no message of theirs asked for: QoS 0, over a connection of its own."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

import aiomqtt

from libs.chassis.backoff import Backoff
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from services.device_gateway.metrics import notes as metrics

_RECONNECT_FIRST_S = 0.2
_RECONNECT_LONGEST_S = 5.0


class MqttNotes:
    """Sends notes when it can; what finds no room or no broker is counted and forgotten.

    Nothing depends on a note: what a device is to know is said again whenever it reports.
    """

    def __init__(
        self,
        connect: Callable[[], AbstractAsyncContextManager[aiomqtt.Client]],
        *,
        chance: Callable[[], float],
        max_waiting: int = 10_000,
    ) -> None:
        self._connect = connect
        self._backoff = Backoff(
            first_s=_RECONNECT_FIRST_S, longest_s=_RECONNECT_LONGEST_S, chance=chance
        )
        self._max_waiting = max_waiting
        self._waiting: deque[tuple[str, bytes]] = deque()
        self._posted = asyncio.Event()

    def send(self, notes: Sequence[tuple[str, bytes]]) -> None:
        """Queue notes (topic, payload); never waits and never fails."""
        room = self._max_waiting - len(self._waiting)
        metrics.FORGOTTEN.inc(max(0, len(notes) - room))
        self._waiting.extend(notes[: max(0, room)])
        self._posted.set()

    def worker(self) -> Worker:
        """Sends what is queued for as long as the process lives; ready at once."""
        return Worker("notes", self._run)

    async def _run(self, context: WorkerContext) -> None:
        context.ready()
        attempt = 0
        while not context.stop.is_set():
            try:
                async with self._connect() as client:
                    attempt = 0
                    await self._serve(client, context)
            except aiomqtt.MqttError as error:
                get_logger().warning("notes_link_lost", error=str(error))
                await context.pause(self._backoff.wait_s(attempt))
                attempt += 1

    async def _serve(self, client: aiomqtt.Client, context: WorkerContext) -> None:
        if self._waiting:  # left over when the last connection broke
            self._posted.set()
        stopping = asyncio.create_task(context.stop.wait())
        lost = asyncio.create_task(_end_of(client))
        try:
            while not context.stop.is_set():
                posted = asyncio.create_task(self._posted.wait())
                await asyncio.wait([stopping, posted, lost], return_when=asyncio.FIRST_COMPLETED)
                posted.cancel()
                if lost.done():
                    lost.result()
                self._posted.clear()
                while self._waiting:
                    topic, payload = self._waiting[0]
                    await client.publish(topic, payload, qos=0)
                    self._waiting.popleft()
                    metrics.SENT.inc()
        finally:
            for task in (stopping, lost):
                task.cancel()


async def _end_of(client: aiomqtt.Client) -> None:
    """Raises aiomqtt.MqttError when the connection is lost; nothing is subscribed."""
    async for _ in client.messages:
        pass
