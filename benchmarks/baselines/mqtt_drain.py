"""mosquitto_sub, a client in C, takes a queue of readings from mosquitto: no store, no decoding."""

import asyncio
import resource
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.baselines.alone import alone
from benchmarks.baselines.timing import Stopwatch
from benchmarks.load.plan import DevicePlan, LoadPlan
from benchmarks.load.process import load_process
from benchmarks.results import Baseline
from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.mqtt import MosquittoServer, MqttBroker
from devstack.servers.process import ServerError

NAME: Final = "mosquitto_sub (C) drains the topic"
_FILL_RATE_PER_S: Final = 6_000.0
_TIMEOUT_S: Final = 120


async def drain_mqtt(
    folder: Path, devices: Sequence[DevicePlan], *, port: int, messages: int
) -> Baseline:
    """The rate at which it takes `messages` readings that wait for it. Raises ServerError."""
    client = shutil.which("mosquitto_sub")
    if client is None or find_mosquitto() is None:
        missing = "mosquitto_sub" if client is None else "mosquitto"
        return Baseline(name=NAME, skipped=f"{missing} is not installed")
    server = MosquittoServer(folder / "baseline-mosquitto", port=port)
    async with alone(server, folder) as process:
        subscribe = _command(client, server.broker)
        await _run([*subscribe, "-E"])  # a session that will keep what comes
        async with load_process(server.broker, devices) as load:
            plan = LoadPlan(
                rate_per_s=_FILL_RATE_PER_S,
                seconds=messages / _FILL_RATE_PER_S,
                await_system=False,
            )
            report = await load.run(plan)
        before_s = _client_cpu_s()
        with Stopwatch({"mosquitto": process.pid}) as watch:
            await _run([*subscribe, "-C", str(report.confirmed_by_broker)])
        watch.cpu_s["mosquitto_sub"] = _client_cpu_s() - before_s
    return watch.baseline(NAME, report.confirmed_by_broker)


def _command(client: str, broker: MqttBroker) -> list[str]:
    return [
        client,
        *("-h", broker.host, "-p", str(broker.port)),
        *("-u", broker.gateway_user, "-P", broker.gateway_password),
        *("-i", "benchmark-drain", "-c", "-q", "1", "-t", "energy-data/+"),
        *("-W", str(_TIMEOUT_S)),
    ]


async def _run(command: Sequence[str]) -> None:
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    try:
        _, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode != 0:
        raise ServerError(f"mosquitto_sub ended with {process.returncode}: {errors.decode()}")


def _client_cpu_s() -> float:
    """CPU seconds of our children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
