"""Operators roll images out; owners look on."""

import base64
from typing import Any, Final
from uuid import UUID

import pytest

from services.device_gateway.domain.firmware.target import Phase
from services.device_gateway.tests.unit.firmware.edge import (
    ISSUER,
    OPERATOR,
    OWNER,
    Edge,
)
from services.device_gateway.tests.unit.firmware.samples import HARDWARE, IMAGE_ID, image


async def test_a_roll_out_is_shown_with_its_counts_and_failures() -> None:
    edge = Edge()
    room = edge.room
    await room.add_image(image())
    for number in range(6):
        await room.status(f"meter-{number}", "1.1.0" if number == 5 else "1.0.0")
    async with edge.client(OPERATOR) as client:
        asked = {
            "imageId": str(IMAGE_ID),
            "waves": [{"batches": ["batch-1", "batch-2"]}, {"percent": 100}],
            "abort": {"failureRatio": 1, "minimumFinished": 5},
            "successRatio": 0.5,
            "waveMinimumS": 0,
        }
        started = await client.post("/fleet/rollout", json=asked)
        assert started.status_code == 201, started.text
        path = f"/fleet/rollout/{started.json()['rolloutId']}"
        shown = started.json()
        assert shown["waves"][0] == {
            "percent": 0,
            "batches": ["batch-1", "batch-2"],
            "devices": {"waiting": 2},
        }
        assert shown["devices"] == {"waiting": 5, "skipped": 1}

        await room.tend()
        first, second = room.told.offers
        assert {first.device_id, second.device_id} == {"meter-1", "meter-2"}
        await room.says(first, Phase.FAILED, detail="flash is worn")
        await room.says(second, Phase.CONFIRMED)
        shown = (await client.get(path)).json()
        assert (shown["wave"], shown["state"]) == (1, "running")
        failed = await client.get(f"{path}/device", params={"phase": "failed"})
        assert [(each["deviceId"], each["detail"]) for each in failed.json()] == [
            (first.device_id, "flash is worn")
        ]
        listed = (await client.get("/fleet/rollout")).json()
        assert [each["rolloutId"] for each in listed] == [shown["rolloutId"]]


async def test_a_roll_out_is_steered_until_it_is_over() -> None:
    edge = Edge()
    await edge.room.add_image(image())
    await edge.room.status("meter-1")
    rollout = await edge.room.roll_out()
    path = f"/fleet/rollout/{rollout.rollout_id}"
    async with edge.client(OPERATOR) as client:
        assert (await client.post(f"{path}/pause")).json()["reason"] == "paused by ada"
        assert (await client.post(f"{path}/resume")).json()["state"] == "running"
        assert (await client.post(f"{path}/advance")).status_code == 409
        assert (await client.post(f"{path}/abort")).json()["state"] == "aborted"
        again = await client.post(f"{path}/abort")
        assert (again.status_code, again.json()["code"]) == (409, "firmware_rollout_state")


async def test_what_cannot_be_rolled_out_is_said() -> None:
    edge = Edge()
    async with edge.client(OPERATOR) as client:

        async def start(**changes: Any) -> tuple[int, str]:
            answer = await client.post("/fleet/rollout", json={"imageId": str(IMAGE_ID), **changes})
            return answer.status_code, answer.json()["code"]

        assert await start() == (404, "firmware_image_not_found")
        await edge.room.add_image(image())
        assert await start() == (409, "firmware_no_targets")
        await edge.room.status("meter-1", hardware="meter-v2")
        assert await start() == (409, "firmware_no_targets")
        assert await start(waves=[{"percent": 50}]) == (400, "invalid_input")
        assert await start(waves=[]) == (400, "invalid_request")
        assert await start(successRatio=0) == (400, "invalid_request")
        await edge.room.withdraw(IMAGE_ID, operator="ada")
        assert await start() == (409, "firmware_image_state")


BAD_KEYS: Final = (
    "null",
    '"\\u0000"',
    f'{{"at": "2026-01-01T00:00:00", "entity_id": "{IMAGE_ID}"}}',
    f'{{"at": "0001-01-01T00:00:00+10:00", "entity_id": "{IMAGE_ID}"}}',
)
"""Keys that no query of a list can bear."""


async def test_a_start_that_is_sent_again_starts_nothing_beside_it() -> None:
    edge = Edge()
    await edge.room.add_image(image())
    for device_id in ("meter-1", "meter-2"):
        await edge.room.status(device_id)
    body = {"imageId": str(IMAGE_ID), "deviceIds": ["meter-2", "meter-1"]}
    async with edge.client(OPERATOR) as client:
        started = (await client.post("/fleet/rollout", json=body)).json()
        again = await client.post("/fleet/rollout", json=body)
        assert (again.status_code, again.json()["code"]) == (409, "firmware_rollout_under_way")
        assert started["rolloutId"] in again.json()["detail"]
        others = await client.post("/fleet/rollout", json=body | {"deviceIds": ["meter-1"]})
        assert others.status_code == 201
        await client.post(f"/fleet/rollout/{started['rolloutId']}/abort")
        assert (await client.post("/fleet/rollout", json=body)).status_code == 201


async def test_lists_have_pages() -> None:
    edge = Edge()
    for number in range(5):
        await edge.room.add_image(image(f"1.{number}.0", image_id=UUID(int=number)))
        await edge.room.status(f"meter-{number}", "0.1.0")
    started = await edge.room.roll_out(image_id=UUID(int=4))
    async with edge.client(OPERATOR) as client:
        for path, key in (
            ("/fleet/firmware", "imageId"),
            (f"/fleet/rollout/{started.rollout_id}/device", "deviceId"),
        ):
            seen: list[str] = []
            answer = await client.get(path, params={"limit": 2})
            while True:
                seen += [each[key] for each in answer.json()]
                if "link" not in answer.headers:
                    break
                query = answer.headers["link"].partition("<")[2].partition(">")[0]
                answer = await client.get(path + query)
            assert len(seen) == len(set(seen)) == 5
            for bad_key in BAD_KEYS:
                cursor = base64.urlsafe_b64encode(bad_key.encode()).decode()
                bad = await client.get(path, params={"cursor": cursor})
                assert (bad.status_code, bad.json()["code"]) == (400, "invalid_cursor"), bad_key


async def test_owners_see_their_devices_update() -> None:
    edge = Edge()
    await edge.room.status("meter-1")
    path = "/device/meter-1/firmware"
    async with edge.client(ISSUER.headers(OWNER)) as client:
        assert (await client.get(path)).json()["update"] is None
        await edge.room.add_image(image())
        await edge.room.roll_out()
        offer = await edge.room.status("meter-1")
        assert offer is not None
        await edge.room.says(offer, Phase.DOWNLOADING, 40)
        shown = (await client.get(path)).json()
        assert (shown["version"], shown["hardware"]) == ("1.0.0", HARDWARE)
        assert shown["update"]["version"] == "1.1.0"
        assert (shown["update"]["phase"], shown["update"]["percent"]) == ("downloading", 40)
        assert (await client.get("/device/meter-2/firmware")).status_code == 404
    async with edge.client(ISSUER.headers(UUID(int=99))) as client:
        assert (await client.get(path)).status_code == 403
    async with edge.client(OPERATOR) as client:
        assert (await client.get(f"/fleet{path}")).json() == shown
        unheard = await client.get("/fleet/device/meter-2/firmware")
        assert (unheard.status_code, unheard.json()["code"]) == (404, "device_not_found")


_OF_OPERATORS = [
    ("GET", "/fleet/firmware"),
    ("POST", "/fleet/firmware"),
    ("GET", f"/fleet/firmware/{IMAGE_ID}"),
    ("PUT", f"/fleet/firmware/{IMAGE_ID}/part?number=0"),
    ("POST", f"/fleet/firmware/{IMAGE_ID}/complete"),
    ("POST", f"/fleet/firmware/{IMAGE_ID}/withdraw"),
    ("DELETE", f"/fleet/firmware/{IMAGE_ID}"),
    ("GET", "/fleet/rollout"),
    ("POST", "/fleet/rollout"),
    ("GET", f"/fleet/rollout/{IMAGE_ID}"),
    ("GET", f"/fleet/rollout/{IMAGE_ID}/device"),
    ("POST", f"/fleet/rollout/{IMAGE_ID}/abort"),
    ("GET", "/fleet/device/meter-1/firmware"),
]


@pytest.mark.parametrize(
    "headers", [{}, ISSUER.headers(OWNER), {"Authorization": "Bearer guessed"}]
)
async def test_only_operators_run_the_fleet(headers: dict[str, str]) -> None:
    async with Edge().client(headers) as client:
        answers = {
            (method, path): (await client.request(method, path)).status_code
            for method, path in _OF_OPERATORS
        }
    assert answers == dict.fromkeys(_OF_OPERATORS, 401)
