"""NF11: keep-crl between a real gateway's HTTP and a real mosquitto."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import ServerProcess
from libs.chassis.http import http_worker
from libs.chassis.lifecycle import Readiness, run_workers
from libs.chassis.testing.eventually import eventually
from services.device_gateway.domain.pki.published_list import read_list
from services.device_gateway.domain.pki.revocation import (
    RevokedCertificate,
    next_list_number,
    revocation_list,
)
from services.device_gateway.inbound.http.app import build_app
from services.device_gateway.inbound.http.pki import pki_operations
from services.device_gateway.outbound.pki.memory import MemoryRevocationLists
from services.device_gateway.ports.pki import StoredRevocationList
from services.device_gateway.tests.integration.broker.certificates import Leaf, Office
from services.device_gateway.tests.integration.broker.mosquitto_world import MosquittoWorld
from services.device_gateway.usecases.pki.read_list import ReadRevocationList


class _Place:
    """A gateway that publishes, a broker, and keep-crl beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.world = MosquittoWorld(folder)
        self.lists = MemoryRevocationLists()
        self.port = free_port()
        self.authorities = [self.world.devices.issuer]
        self._revoked: list[RevokedCertificate] = []
        self._number: int | None = None

    @property
    def held(self) -> Path:
        """What the broker reads."""
        return self.world.devices.revocations

    def revoke(self, *certificates: x509.Certificate) -> None:
        now = datetime.now(UTC)
        self._revoked += [RevokedCertificate(one.serial_number, now) for one in certificates]
        self._number = next_list_number(self._number, now) + 1
        pem = revocation_list(self.authorities, self._revoked, number=self._number, now=now)
        self.lists.publish(
            "device", StoredRevocationList(pem, self._number, read_list(pem).next_update)
        )

    def is_refused(self, leaf: Leaf) -> bool:
        return self.world.knock(leaf, "any", port=self.world.devices_port) != "accepted"

    @asynccontextmanager
    async def gateway(self) -> AsyncIterator[None]:
        app = build_app(
            [pki_operations(ReadRevocationList(self.lists), None)],
            Readiness(),
            None,
            operator_tokens={},
        )
        stop, readiness = asyncio.Event(), Readiness()
        worker = http_worker(app, host=LOOPBACK, port=self.port)
        async with asyncio.TaskGroup() as group:
            running = group.create_task(run_workers([worker], readiness=readiness, stop=stop))
            await readiness.wait_for("http")
            yield
            stop.set()
            await running

    def keep_crl(self, *others: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "keep-crl.log").open("ab") as log:
            return subprocess.Popen(
                [
                    *(sys.executable, "-m", "services.device_gateway", "keep-crl", "--list"),
                    *(f"http://{LOOPBACK}:{self.port}/pki/device.crl", str(self.held)),
                    str(self.world.devices.certificate),
                    *others,
                ],
                stderr=log,
            )


@asynccontextmanager
async def _kept(place: _Place, broker: ServerProcess) -> AsyncIterator[None]:
    pid_file = place.folder / "pid"
    pid_file.write_text(f"{broker.pid}\n")
    process = place.keep_crl("--signal-pid-file", str(pid_file), "--every", "0.1")
    try:
        yield
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 10) == 0
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def place(tmp_path: Path) -> _Place:
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    return _Place(tmp_path)


async def test_revoked_at_the_gateway_refused_by_the_broker(place: _Place) -> None:
    """The broker lives on, and so does everybody else; also after the gateway was away."""
    good, bad, worse = (place.world.leaf(name) for name in ("good", "bad", "worse"))
    broker = ServerProcess(place.world.servers[0], log=place.folder / "log")

    async def refused(leaf: Leaf) -> bool:
        return await asyncio.to_thread(place.is_refused, leaf)

    async with broker, _kept(place, broker):
        assert not await refused(bad)
        async with place.gateway():
            place.revoke(bad.certificate)
            await eventually(lambda: refused(bad))
            assert not await refused(good)
        place.revoke(worse.certificate)
        assert not await refused(worse)
        async with place.gateway():
            await eventually(lambda: refused(worse))
            assert await refused(bad)
            assert not await refused(good)
        assert broker.alive


@pytest.mark.slow
async def test_an_authority_is_replaced_and_nobody_is_locked_out(place: _Place) -> None:
    """As the runbook says: to the brokers first, then to the gateways; the old one last."""
    successor = Office(place.folder / "successor", "Devices 2")
    old, new, bad = place.world.leaf("old"), successor.leaf("new"), successor.leaf("bad")
    old_authority = place.world.devices.certificate.read_bytes()
    broker = ServerProcess(place.world.servers[0], log=place.folder / "log")

    async def refused(leaf: Leaf) -> bool:
        return await asyncio.to_thread(place.is_refused, leaf)

    async def let_in(leaf: Leaf) -> bool:
        return not await refused(leaf)

    async with broker, place.gateway(), _kept(place, broker):
        place.world.devices.certificate.write_bytes(
            successor.certificate.read_bytes() + old_authority
        )
        assert await refused(new)
        place.authorities = [successor.issuer, *place.authorities]
        place.revoke(bad.certificate)
        await eventually(lambda: let_in(new))
        assert await refused(bad)
        assert await let_in(old)

        place.world.devices.certificate.write_bytes(successor.certificate.read_bytes())
        await eventually(lambda: refused(old))
        assert await let_in(new)
        assert await refused(bad)


@pytest.mark.slow
async def test_before_a_broker_starts_its_list_is_fetched_or_the_exit_code_says_no(
    place: _Place,
) -> None:
    place.held.unlink()

    async def once() -> int:
        return await asyncio.to_thread(place.keep_crl("--once").wait, 20)

    assert await once() == 1
    assert not place.held.exists()
    place.revoke()
    async with place.gateway():
        assert await once() == 0
    assert place.held.exists()
