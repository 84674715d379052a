"""The load's process as seen by the one that started it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from multiprocessing.connection import Connection

from benchmarks.child import CONTEXT, Child, child_process
from benchmarks.load.counters import Counters
from benchmarks.load.generator import Generator
from benchmarks.load.plan import Connecting, DevicePlan, LoadPlan, LoadReport
from devstack.servers.mqtt import MqttBroker


class LoadProcess:
    """Handle of a running generator; one run at a time."""

    def __init__(self, child: Child, counters: Counters, connecting: Connecting) -> None:
        self.connecting = connecting
        self.pid = child.pid
        self._child = child
        self._counters = counters

    @property
    def sent(self) -> int:
        """Readings sent since the process began."""
        return self._counters.sent

    @property
    def acknowledged(self) -> int:
        """Readings the system has acknowledged since the process began."""
        return self._counters.acknowledged

    def stop_sending(self) -> None:
        """End the run early; what was sent is still waited for."""
        self._counters.stop = True

    async def run(self, plan: LoadPlan) -> LoadReport:
        """Produce the load and wait for the answers. Raises LoadError."""
        self._counters.stop = False
        return await self._child.ask(plan, LoadReport)


@asynccontextmanager
async def load_process(
    broker: MqttBroker, devices: Sequence[DevicePlan]
) -> AsyncIterator[LoadProcess]:
    """Start the process and connect its devices. Raises LoadError."""
    counters = Counters(CONTEXT)
    given = (counters, tuple(devices), broker.host, broker.port)
    async with child_process(_serve, *given, name="load") as child:
        try:
            yield LoadProcess(child, counters, await child.hear(Connecting))
        finally:
            counters.stop = True


def _serve(
    connection: Connection,
    counters: Counters,
    devices: tuple[DevicePlan, ...],
    host: str,
    port: int,
) -> None:
    """A report for each plan."""
    with closing(Generator(devices, host=host, port=port, counters=counters)) as generator:
        connection.send(generator.connecting)
        while True:
            connection.send(generator.run(connection.recv()))
