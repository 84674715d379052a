"""The bus behind TLS: who it is, is checked, and so are its clients where it asks."""

import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import nats
import nats.errors
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from devstack.servers.nats import NatsServer
from devstack.servers.ports import LOOPBACK
from devstack.servers.process import Launch, ServerProcess
from libs.chassis.bus_connection import connect_bus
from libs.chassis.bus_url import bus_address
from libs.jetstream.declare import declare
from services.device_gateway.domain.pki.authority import Authority, certificate_pem
from services.device_gateway.domain.pki.keys import key_pem, new_key
from services.device_gateway.domain.pki.profiles import (
    authority,
    device_certificate,
    server_certificate,
)

_NOW = datetime.now(UTC)


class _SecuredNats(NatsServer):
    """Asks its clients for a certificate, too."""

    def prepare(self) -> Launch:
        launch = super().prepare()
        config, near = self.folder / "nats-server.conf", self.folder.parent
        settings = json.loads(config.read_text())
        settings["tls"] = {
            "cert_file": str(near / "nats.crt"),
            "key_file": str(near / "nats.key"),
            "ca_file": str(near / "ca.crt"),
            "verify": True,
        }
        config.write_text(json.dumps(settings))
        return launch

    async def check(self) -> None:
        """The test's connection says it."""


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="meriggio-tls-"))
    _write_certificates(made)
    yield made
    shutil.rmtree(made)


def _write_certificates(folder: Path) -> None:
    ours, strange = (
        authority(name, new_key(), now=_NOW, serial=1) for name in ("ours", "somebody else")
    )
    (folder / "ca.crt").write_text(certificate_pem(ours.certificate))
    (folder / "strange.crt").write_text(certificate_pem(strange.certificate))
    for name in ("nats", "energy"):
        key = new_key()
        (folder / f"{name}.key").write_bytes(key_pem(key))
        (folder / f"{name}.crt").write_text(certificate_pem(_certificate(ours, key, name)))


def _certificate(issuer: Authority, key: ec.EllipticCurvePrivateKey, name: str) -> x509.Certificate:
    if name == "nats":
        return server_certificate(issuer, key.public_key(), names=[LOOPBACK], now=_NOW, serial=2)
    return device_certificate(issuer, key.public_key(), device_id=name, now=_NOW, serial=3)


@asynccontextmanager
async def _bus_behind_tls(folder: Path) -> AsyncIterator[str]:
    server = _SecuredNats(folder / "nats", durable=False)
    async with ServerProcess(server, log=folder / "nats.log"):
        yield f"tls://{LOOPBACK}:{server.port}"


async def test_streams_are_declared_over_tls_with_a_certificate_of_ones_own(folder: Path) -> None:
    async with _bus_behind_tls(folder) as url:
        own = f"certificate={folder}/energy.crt&key={folder}/energy.key"
        async with connect_bus(f"{url}?ca={folder}/ca.crt&{own}", name="energy") as bus:
            await declare(bus)
            assert (await bus.js.stream_info("READINGS")).config.name == "READINGS"


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (
            "ca={folder}/strange.crt&certificate={folder}/energy.crt&key={folder}/energy.key",
            "verify",
        ),
        ("ca={folder}/ca.crt", "(?i)certificate|eof|reset|lost|closed|tls"),
    ],
    ids=["another server", "a client without a certificate"],
)
async def test_nobody_who_is_not_who_one_thinks(folder: Path, query: str, why: str) -> None:
    async with _bus_behind_tls(folder) as url:
        address = bus_address(f"{url}?{query.format(folder=folder)}")
        with pytest.raises((nats.errors.Error, OSError), match=why):
            await nats.connect(
                address.servers, tls=address.tls, allow_reconnect=False, connect_timeout=5
            )
