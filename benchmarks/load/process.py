"""The load as a process of its own, so that its cost can be told from the system's."""

import asyncio
import contextlib
import multiprocessing
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from typing import Final

from benchmarks.load.counters import Counters
from benchmarks.load.generator import Generator
from benchmarks.load.packets import BrokenPacketError
from benchmarks.load.plan import Connecting, DevicePlan, LoadError, LoadPlan, LoadReport
from devstack.servers.mqtt import MqttBroker

_CONTEXT: Final = multiprocessing.get_context("spawn")
_STOP_S: Final = 5.0


class LoadProcess:
    """Handle of a running generator; one run at a time."""

    def __init__(
        self, connection: Connection, counters: Counters, pid: int, connecting: Connecting
    ) -> None:
        self.connecting = connecting
        self._connection = connection
        self._counters = counters
        self.pid = pid

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
        self._connection.send(plan)
        report = await _receive(self._connection)
        assert isinstance(report, LoadReport)
        return report


@asynccontextmanager
async def load_process(
    broker: MqttBroker, devices: Sequence[DevicePlan]
) -> AsyncIterator[LoadProcess]:
    """Start the process and connect its devices. Raises LoadError."""
    ours, theirs = _CONTEXT.Pipe()
    counters = Counters(_CONTEXT)
    process = _CONTEXT.Process(
        target=_serve,
        args=(theirs, counters, tuple(devices), broker.host, _port_of(broker, devices)),
        name="load",
        daemon=True,
    )
    process.start()
    theirs.close()
    try:
        connecting = await _receive(ours)
        assert isinstance(connecting, Connecting)
        assert process.pid is not None
        yield LoadProcess(ours, counters, process.pid, connecting)
    finally:
        ours.close()
        counters.stop = True
        process.join(_STOP_S)
        process.kill()


def _port_of(broker: MqttBroker, devices: Sequence[DevicePlan]) -> int:
    """Of the listener for certificates, where the devices have some. Raises LoadError."""
    if not any(plan.credentials for plan in devices):
        return broker.port
    if broker.tls_port is None:
        raise LoadError("the broker has no listener for certificates")
    return broker.tls_port


async def _receive(connection: Connection) -> object:
    """The next object from the process. Raises LoadError: its own, or when the process died."""
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    descriptor = connection.fileno()
    loop.add_reader(descriptor, readable.set)
    try:
        await readable.wait()
    finally:
        loop.remove_reader(descriptor)
    try:
        received: object = connection.recv()
    except EOFError:
        raise LoadError("the load's process died; its last words are above") from None
    if isinstance(received, LoadError):
        raise received
    return received


def _serve(
    connection: Connection,
    counters: Counters,
    devices: tuple[DevicePlan, ...],
    host: str,
    port: int,
) -> None:
    """The process: a report for each plan, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us
    try:
        generator = Generator(devices, host=host, port=port, counters=counters)
        connection.send(generator.connecting)
        while True:
            connection.send(generator.run(connection.recv()))
    except EOFError:
        generator.close()
    except (LoadError, BrokenPacketError, OSError) as error:
        with contextlib.suppress(BrokenPipeError):
            connection.send(LoadError(str(error)))
