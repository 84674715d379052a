"""From a signed file to a device that runs it: a real broker, Postgres, and HTTPS."""

import base64
import hashlib
import uuid
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from devstack.servers.mqtt import MqttBroker
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from services.device_gateway.tests.integration.firmware.stage import (
    IMAGE,
    Maker,
    announced,
    rolled_out,
    updating_device,
    uploaded,
)
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    register,
    running_gateway,
)


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
        await announced([good, bad], operator)
        path = await rolled_out(operator, image_id, waves=[{"percent": 100}])
        await eventually(lambda: bool(good.offers) and bool(bad.offers))

        content = await downloaded(maker, good.offers[0])
        assert content == IMAGE
        assert is_genuine(maker, good.offers[0], content)
        for device in (good, bad):
            for phase in ("downloading", "verifying", "installing"):
                await device.progress(phase, 50)

        async def has(**expected: int) -> bool:
            return bool((await operator.get(path)).json()["devices"] == expected)

        await eventually(lambda: has(installing=2))
        await good.reports("1.1.0", uptime_s=0)
        await good.progress("confirmed")
        await bad.reports("1.0.0", uptime_s=0)
        await eventually(lambda: has(confirmed=1, rolled_back=1))
        shown = (await operator.get(path)).json()
        assert shown["state"] == "completed"
        said = (await operator.get(f"{path}/device")).json()
        assert {each["deviceId"]: each["supposed"] for each in said} == {
            good.device_id: False,
            bad.device_id: True,
        }
        assert metrics.value("firmware_outcomes_total", phase="rolled_back") == 1
        assert metrics.value("firmware_downloaded_bytes_total") == len(IMAGE)
