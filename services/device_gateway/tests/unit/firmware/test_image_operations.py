"""Operators register images."""

import base64
import hashlib
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.device_gateway.domain.firmware.image import PART_BYTES, signed_text
from services.device_gateway.tests.unit.firmware.edge import (
    KEY,
    OLD_KEY,
    OPERATOR,
    Edge,
)
from services.device_gateway.tests.unit.firmware.samples import CONTENT, HARDWARE


def announcement(
    version: str = "1.1.0", content: bytes = CONTENT, key: Ed25519PrivateKey = KEY, **more: Any
) -> dict[str, Any]:
    sha256 = hashlib.sha256(content).hexdigest()
    text = signed_text(hardware=HARDWARE, version=version, size_bytes=len(content), sha256=sha256)
    return {
        "hardware": HARDWARE,
        "version": version,
        "sizeBytes": len(content),
        "sha256": sha256,
        "signature": base64.b64encode(key.sign(text)).decode(),
        **more,
    }


async def upload(
    client: httpx.AsyncClient, content: bytes = CONTENT, **said: Any
) -> httpx.Response:
    announced = await client.post("/fleet/firmware", json=announcement(content=content, **said))
    assert announced.status_code == 201, announced.text
    path = f"/fleet/firmware/{announced.json()['imageId']}"
    for number, start in enumerate(range(0, len(content), PART_BYTES)):
        part = content[start : start + PART_BYTES]
        received = await client.put(f"{path}/part?number={number}", content=part)
        assert received.status_code == 204, received.text
    return await client.post(f"{path}/complete")


@pytest.mark.parametrize("key", [KEY, OLD_KEY])
async def test_a_signed_image_is_registered_and_served(key: Ed25519PrivateKey) -> None:
    edge = Edge()
    async with edge.client(OPERATOR) as client:
        done = await upload(client, key=key)
        assert done.status_code == 200
        image_id = done.json()["imageId"]
        assert done.json()["state"] == "ready"
        assert done.json()["registeredBy"] == "ada"
        assert (await client.get(f"/firmware/{image_id}")).content == CONTENT
        again = await client.post("/fleet/firmware", json=announcement(key=key))
        assert again.json()["imageId"] == image_id
        assert (await client.post(f"/fleet/firmware/{image_id}/complete")).status_code == 200
        late = await client.put(
            f"/fleet/firmware/{image_id}/part?number=0", content=CONTENT[:PART_BYTES]
        )
        assert (late.status_code, late.json()["code"]) == (409, "firmware_image_state")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"key": Ed25519PrivateKey.from_private_bytes(b"x" * 32)}, "firmware_not_genuine"),
        ({"hardware": "meter-v2"}, "firmware_not_genuine"),
        ({"sizeBytes": 5}, "firmware_not_genuine"),
        ({"signature": "no base64!"}, "invalid_input"),
        ({"signature": "AAAA"}, "invalid_input"),
        ({"hardware": "meter:v1"}, "invalid_input"),
        ({"version": "1.1"}, "invalid_input"),
        ({"sizeBytes": 16 * 1024 * 1024 + 1}, "invalid_request"),
        ({"sha256": "0"}, "invalid_request"),
    ],
)
async def test_what_nobody_signed_is_refused(said: dict[str, Any], code: str) -> None:
    async with Edge().client(OPERATOR) as client:
        answer = await client.post("/fleet/firmware", json=announcement(**said))
        assert (answer.status_code, answer.json()["code"]) == (400, code)
        for path in ("/fleet/firmware", "/fleet/rollout"):
            assert (await client.get(path)).json() == []


async def test_a_version_means_the_same_bytes_for_ever() -> None:
    async with Edge().client(OPERATOR) as client:
        image_id = (await upload(client)).json()["imageId"]
        other = announcement(content=b"other bytes")
        for _ in range(2):
            answer = await client.post("/fleet/firmware", json=other)
            assert (answer.status_code, answer.json()["code"]) == (409, "firmware_version_taken")
            withdrawn = await client.post(f"/fleet/firmware/{image_id}/withdraw")
            assert withdrawn.json()["state"] == "withdrawn"
        assert (await client.delete(f"/fleet/firmware/{image_id}")).status_code == 409
        completed = await client.post(f"/fleet/firmware/{image_id}/complete")
        assert completed.status_code == 409


async def test_only_what_was_announced_can_be_completed() -> None:
    async with Edge().client(OPERATOR) as client:
        announced = await client.post("/fleet/firmware", json=announcement())
        path = f"/fleet/firmware/{announced.json()['imageId']}"
        parts = [CONTENT[:PART_BYTES], bytes(PART_BYTES), CONTENT[2 * PART_BYTES :]]
        for number, part in enumerate(parts):
            assert (await client.post(f"{path}/complete")).status_code == 400
            assert (
                await client.put(f"{path}/part?number={number}", content=part)
            ).status_code == 204
        other_bytes = await client.post(f"{path}/complete")
        assert (other_bytes.status_code, other_bytes.json()["code"]) == (
            400,
            "firmware_not_genuine",
        )
        for number, part in (
            (0, parts[0][:-1]),
            (2, b""),
            (3, b"more"),
            (1, bytes(PART_BYTES + 1)),
        ):
            assert (await client.put(f"{path}/part?number={number}", content=part)).status_code in (
                400,
                413,
            )
        repaired = CONTENT[PART_BYTES : 2 * PART_BYTES]
        await client.put(f"{path}/part?number=1", content=repaired)
        assert (await client.post(f"{path}/complete")).status_code == 200


async def test_an_upload_given_up_makes_room() -> None:
    async with Edge().client(OPERATOR) as client:
        announced = await client.post("/fleet/firmware", json=announcement(content=b"wrong"))
        path = f"/fleet/firmware/{announced.json()['imageId']}"
        assert (await client.post(f"{path}/withdraw")).status_code == 409
        assert (await client.delete(path)).status_code == 204
        assert (await client.get(path)).status_code == 404
        assert (await upload(client)).status_code == 200
