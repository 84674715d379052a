"""From a signed file to a device that runs it: a real broker, Postgres, and HTTPS."""

import asyncio
import base64
import hashlib
import json
import ssl
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiomqtt
import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from devstack.servers.mqtt import MqttBroker
from devstack.servers.ports import free_port
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from services.device_gateway.commands import run_command
from services.device_gateway.inbound.http.operator import digest_of
from services.device_gateway.outbound.pki.folder import PkiFolder
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    register,
    running_gateway,
)

_TOKEN = "operators-token"
_IMAGE = bytes(range(256)) * 600  # three parts


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
            "operator_tokens": {"ada": digest_of(_TOKEN)},
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
        return base64.b64encode(key.public_key().public_bytes_raw()).decode()  # type: ignore[union-attr]

    def trusting(self) -> httpx.AsyncClient:
        """What a device downloads with."""
        trust = ssl.create_default_context(cafile=str(self.folder / "pki" / "server-ca.pem"))
        return httpx.AsyncClient(verify=trust)

    def operator(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{self.http_port}",
            headers={"authorization": f"Bearer {_TOKEN}"},
            verify=False,
        )


def typed(capsys: pytest.CaptureFixture[str], *given: str) -> str:
    """What the command prints."""
    assert run_command(["firmware", *given]) == 0
    return capsys.readouterr().out


@pytest.fixture
def maker(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Maker:
    typed(capsys, "keygen", "--key", str(tmp_path / "key.pem"))
    (tmp_path / "image.bin").write_bytes(_IMAGE)
    (tmp_path / "token").write_text(f"{_TOKEN}\n")
    announcement = typed(
        capsys,
        *("sign", "--key", str(tmp_path / "key.pem"), "--hardware", "meter-v1"),
        *("--version", "1.1.0", str(tmp_path / "image.bin")),
    )
    (tmp_path / "announcement.json").write_text(announcement)
    return Maker(tmp_path)


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


async def downloaded(maker: Maker, offer: dict[str, Any]) -> bytes:
    """In two ranges, as a device whose connection broke; the second only of the same image."""
    half = offer["sizeBytes"] // 2
    async with maker.trusting() as client:
        first = await client.get(offer["url"], headers={"range": f"bytes=0-{half - 1}"})
        second = await client.get(
            offer["url"], headers={"range": f"bytes={half}-", "if-range": first.headers["etag"]}
        )
        assert (first.status_code, second.status_code) == (206, 206)
        base_url = offer["url"].partition("/firmware/")[0]
        for path in (
            "/metrics",
            "/health/ready",
            "/openapi/device_gateway.json",
            "/fleet/firmware",
        ):
            assert (await client.get(base_url + path)).status_code == 404
    return first.content + second.content


def is_genuine(maker: Maker, offer: dict[str, Any], content: bytes) -> bool:
    """What the device checks before it installs; raises when it was not signed."""
    sha256 = hashlib.sha256(content).hexdigest()
    text = f"meriggio-firmware:meter-v1:{offer['version']}:{len(content)}:{sha256}"
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(maker.public_key))
    key.verify(base64.b64decode(offer["signature"]), text.encode())
    return sha256 == str(offer["sha256"])


@pytest.mark.parametrize("broker", ["mosquitto"], indirect=True)
async def test_one_device_takes_the_update_and_one_comes_back(
    broker: MqttBroker,
    around: Surroundings,
    bus: Bus,
    maker: Maker,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """OTA: signed, in ranges over HTTPS, confirmed; a rollback is seen without a word."""
    names = [f"meter-{uuid.uuid4().hex[:12]}" for _ in range(2)]
    await register(bus, Registered(names))
    async with (
        running_gateway(broker, around, **maker.settings()) as metrics,
        updating_device(broker, names[0]) as good,
        updating_device(broker, names[1]) as bad,
        maker.operator() as operator,
    ):
        image_id = await uploaded(maker, capsys)
        for device in (good, bad):
            await device.reports("1.0.0", uptime_s=1_000)

        async def counts() -> Any:
            shown = await operator.get(f"/fleet/rollout/{rollout_id}")
            return shown.json()["devices"]

        async def both_known() -> bool:
            known = [await operator.get(f"/fleet/device/{name}/firmware") for name in names]
            return all(answer.json()["version"] == "1.0.0" for answer in known)

        await eventually(both_known)
        asked = {
            "imageId": image_id,
            "waves": [{"percent": 100}],
            "abort": {"failureRatio": 1, "minimumFinished": 5},
        }
        started = await operator.post("/fleet/rollout", json=asked)
        assert started.status_code == 201, started.text
        rollout_id = started.json()["rolloutId"]
        await eventually(lambda: bool(good.offers) and bool(bad.offers))

        content = await downloaded(maker, good.offers[0])
        assert content == _IMAGE
        assert is_genuine(maker, good.offers[0], content)
        for device in (good, bad):
            for phase in ("downloading", "verifying", "installing"):
                await device.progress(phase, 50)

        async def has(**expected: int) -> bool:
            return bool(await counts() == expected)

        await eventually(lambda: has(installing=2))
        await good.reports("1.1.0", uptime_s=0)
        await good.progress("confirmed")
        await bad.reports("1.0.0", uptime_s=0)
        await eventually(lambda: has(confirmed=1, rolled_back=1))
        shown = (await operator.get(f"/fleet/rollout/{rollout_id}")).json()
        assert shown["state"] == "completed"
        said = (await operator.get(f"/fleet/rollout/{rollout_id}/device")).json()
        assert {each["deviceId"]: each["supposed"] for each in said} == {
            good.device_id: False,
            bad.device_id: True,
        }
        assert metrics.value("firmware_outcomes_total", phase="rolled_back") == 1
        assert metrics.value("firmware_downloaded_bytes_total") == len(_IMAGE)
