"""The maker of firmware, devices that are updated, and an operator."""

import asyncio
import base64
import json
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiomqtt
import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from devstack.servers.mqtt import MqttBroker
from devstack.servers.ports import free_port
from libs.chassis.operator_token import digest_of
from libs.chassis.testing.eventually import eventually
from services.device_gateway.commands import run_command
from services.device_gateway.outbound.pki.folder import PkiFolder

TOKEN = "operators-token"
IMAGE = bytes(range(256)) * 600  # three parts


@dataclass
class UpdatingDevice:
    """Reports over MQTT and remembers what it is offered."""

    device_id: str
    client: aiomqtt.Client
    offers: list[dict[str, Any]] = field(default_factory=list)
    connection: int = 0

    async def listen(self) -> None:
        async for message in self.client.messages:
            self.offers.append(json.loads(bytes(message.payload)))

    async def reports(self, version: str, *, uptime_s: int) -> None:
        """A status after a start."""
        self.connection += 1
        await self._say(
            "status",
            state="online",
            connection=self.connection,
            firmware=version,
            hardware="meter-v1",
            uptimeS=uptime_s,
        )

    async def progress(self, phase: str, percent: int = 0) -> None:
        await self._say(
            "firmware", updateId=self.offers[-1]["updateId"], phase=phase, percent=percent
        )

    async def _say(self, kind: str, **body: object) -> None:
        topic = f"report/{self.device_id}/{kind}"
        await self.client.publish(topic, json.dumps(body).encode(), qos=1)


@asynccontextmanager
async def updating_device(broker: MqttBroker, device_id: str) -> AsyncIterator[UpdatingDevice]:
    async with aiomqtt.Client(broker.host, broker.port, identifier=device_id) as client:
        device = UpdatingDevice(device_id, client)
        await client.subscribe(f"device/{device_id}/firmware")
        listening = asyncio.create_task(device.listen())
        try:
            yield device
        finally:
            listening.cancel()
            await asyncio.wait([listening])


@dataclass(frozen=True)
class Maker:
    """Who signs firmware, and the listener that devices download from."""

    folder: Path
    https_port: int = field(default_factory=free_port)
    http_port: int = field(default_factory=free_port)

    def settings(self) -> dict[str, object]:
        pki = PkiFolder(self.folder / "pki", None, lambda: datetime.now(UTC))
        pki.make_authority("server")
        pki.make_server(["localhost"])
        return {
            "http_port": self.http_port,
            "operator_tokens": {"ada": digest_of(TOKEN)},
            "firmware_public_keys": [self.public_key],
            "firmware_base_url": f"https://localhost:{self.https_port}",
            "firmware_round_s": 0.2,
            "https_port": self.https_port,
            "https_certificate_file": self.folder / "pki" / "server.pem",
            "https_key_file": self.folder / "pki" / "server.key",
        }

    @property
    def public_key(self) -> str:
        key = load_pem_private_key((self.folder / "key.pem").read_bytes(), None)
        assert isinstance(key, Ed25519PrivateKey)
        return base64.b64encode(key.public_key().public_bytes_raw()).decode()

    def trusting(self) -> httpx.AsyncClient:
        """What a device downloads with."""
        trust = ssl.create_default_context(cafile=str(self.folder / "pki" / "server-ca.pem"))
        return httpx.AsyncClient(verify=trust)

    def operator(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{self.http_port}",
            headers={"authorization": f"Bearer {TOKEN}"},
            verify=False,
        )


async def announced(devices: Sequence[UpdatingDevice], operator: httpx.AsyncClient) -> None:
    """All have said that they run 1.0.0, and the gateway knows it."""
    for device in devices:
        await device.reports("1.0.0", uptime_s=1_000)

    async def all_known() -> bool:
        known = [
            await operator.get(f"/fleet/device/{device.device_id}/firmware") for device in devices
        ]
        return all(answer.status_code == 200 for answer in known)

    await eventually(all_known)


async def rolled_out(operator: httpx.AsyncClient, image_id: str, **plan: object) -> str:
    """The path of a roll-out that failed updates do not abort."""
    tolerant = {"failureRatio": 1, "minimumFinished": 5}
    started = await operator.post(
        "/fleet/rollout", json={"imageId": image_id, "abort": tolerant, **plan}
    )
    assert started.status_code == 201, started.text
    return f"/fleet/rollout/{started.json()['rolloutId']}"


def typed(capsys: pytest.CaptureFixture[str], *given: str) -> str:
    """What the command prints."""
    assert run_command(["firmware", *given]) == 0
    return capsys.readouterr().out


async def uploaded(maker: Maker, capsys: pytest.CaptureFixture[str]) -> str:
    folder = maker.folder
    image_id = await asyncio.to_thread(
        typed,
        capsys,
        *("upload", "--url", f"http://127.0.0.1:{maker.http_port}"),
        *("--token-file", str(folder / "token")),
        *("--announcement", str(folder / "announcement.json"), str(folder / "image.bin")),
    )
    return image_id.splitlines()[-1]  # after what the gateway logs in this process
