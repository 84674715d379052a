"""Each service in turn is replaced under load: no reading is lost, no request fails for good.

NF3, NF4. The time that all take is what an upgrade takes once its images are there.
"""

import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from devstack.people.person import people_at
from devstack.servers.edge import EdgeServer, ServicePorts
from devstack.servers.edge_plan import EdgePlan
from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Server, ServerProcess
from devstack.supervisor.service import ServiceServer
from devstack.supervisor.stack import APP_FOLDER, SERVICES, Stack
from libs.chassis.testing.eventually import eventually
from tests.figures import Figures
from tests.operations.load import Load, under_load
from tests.stage import fresh_stack
from tests.village import a_community, a_flat, a_home, a_roof, a_user, a_village

_DEVICES: Final = 20
_ANSWERS: Final = 5
"""Of each kind, before the next service is touched."""
_LOOKS_WHO_IS: Final = """
            lb_try_duration 3s
            lb_try_interval 50ms
            health_uri /health/ready
            health_interval 200ms
"""


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_one_process_of_each_is_replaced(
    request: pytest.FixtureRequest, figures: Figures
) -> None:
    """The only one: what is asked meanwhile is asked again, readings wait."""
    async with fresh_stack(mqtt=request.config.option.mqtt) as stack:
        async with _load(stack, stack.url) as load:
            began_s = time.monotonic()
            for service in SERVICES:
                await _asked_and_answered(load)
                part = stack.supervisor.parts[service]
                await part.stop()
                assert part.process.process.returncode == 0
                await part.start()
            upgraded_s = time.monotonic() - began_s
            await _asked_and_answered(load)
        await _all_is_booked(stack, load)
    figures.add(f"single processes, all five replaced in {upgraded_s:.0f} s under load")
    _tell(figures, load)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(find_mosquitto() is None, reason="several gateways need mosquitto")
async def test_a_new_replica_of_each_takes_over(figures: Figures) -> None:
    """As a cluster does it: the new one is ready before the old one is asked to stop."""
    group = {"device_gateway": {"mqtt_shared_group": secrets.token_urlsafe(32)}}
    async with (
        fresh_stack(mqtt="mosquitto", settings=group) as stack,
        AsyncExitStack() as replicas,
    ):
        edge = _EdgeOfReplicas(stack)
        successors = {
            name: _successor(stack, name, port, edge.url)
            for name, port in edge.second_ports.items()
        }
        await replicas.enter_async_context(_process(edge, stack.folder))
        async with _load(stack, edge.url) as load:
            began_s = time.monotonic()
            for service in SERVICES:
                await _asked_and_answered(load)
                await replicas.enter_async_context(_process(successors[service], stack.folder))
                part = stack.supervisor.parts[service]
                await part.stop()
                assert part.process.process.returncode == 0
            upgraded_s = time.monotonic() - began_s
            await _asked_and_answered(load)
        await _all_is_booked(stack, load)
    figures.add(f"with replicas, all five replaced in {upgraded_s:.0f} s under load")
    _tell(figures, load)


class _EdgeOfReplicas(EdgeServer):
    """Two addresses a service, asked only while they are ready, as a Kubernetes Service does."""

    name = "edge-of-replicas"

    def __init__(self, stack: Stack) -> None:
        ports = {name: stack.ports[name] for name in SERVICES}
        self.second_ports = {name: free_port() for name in SERVICES}
        super().__init__(
            stack.folder / self.name, services=ServicePorts(**ports), app_folder=APP_FOLDER
        )
        self._addresses = {
            name: f"{LOOPBACK}:{ports[name]} {LOOPBACK}:{self.second_ports[name]}"
            for name in SERVICES
        }

    def caddyfile(self) -> str:
        """With the second addresses, and who is ready looked at."""
        plan = EdgePlan(
            port=self.port, bind=LOOPBACK, services=self._addresses, app_folder=self.app_folder
        )
        return plan.caddyfile().replace("flush_interval -1", f"flush_interval -1\n{_LOOKS_WHO_IS}")


def _successor(stack: Stack, service: str, port: int, url: str) -> ServiceServer:
    settings = stack.settings_of(service)
    settings.pop("https_port", None)  # one process of the machine has it
    if "jwks_url" in settings:
        settings["jwks_url"] = f"{url}/.well-known/jwks.json"
    return ServiceServer(service, port=port, settings=settings)


def _process(server: Server, folder: Path) -> ServerProcess:
    return ServerProcess(server, log=folder / "log" / f"{server.name}.next.log")


@asynccontextmanager
async def _load(stack: Stack, url: str) -> AsyncIterator[Load]:
    async with people_at(url, stack.mail_folder, stack.code_on_label) as people:
        owner = await a_user(people, "Olga")
        facilities = [a_roof(), *(a_flat(f"Flat {n}") for n in range(1, _DEVICES))]
        homes = [await a_home(owner, facility) for facility in facilities]
        village = await a_village(owner, a_community(), homes)
        async with under_load(stack, village) as load:
            yield load


async def _asked_and_answered(load: Load) -> None:
    """So often that what the last step did would have been seen."""
    before = Counter(load.answers)
    await eventually(
        lambda: all(load.answers[what] >= before[what] + _ANSWERS for what in load.asked),
        timeout_s=60.0,
    )


async def _all_is_booked(stack: Stack, load: Load) -> None:
    await eventually(lambda: load.is_booked(stack), timeout_s=60.0)
    assert [check for check in await load.checks(stack) if not check.passed] == []


def _tell(figures: Figures, load: Load) -> None:
    waits = ", ".join(f"{what} {waited_s:.1f} s" for what, waited_s in load.longest_wait_s.items())
    figures.add(
        f"{load.readings_sent:,} readings, {load.answers.total():,} answers, "
        f"{load.failures.total()} asked again; longest waits: {waits}"
    )
