"""NF11: what operators do to the fleet's identities over HTTP, and what nobody else may."""

from collections.abc import AsyncIterator
from functools import cache
from typing import Any, Final

import httpx
import pytest
from fastapi import FastAPI

from libs.chassis.lifecycle import Readiness
from libs.chassis.operator_token import digest_of
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.device_gateway.inbound.http.app import build_app
from services.device_gateway.inbound.http.identity import IdentityUseCases, identity_operations
from services.device_gateway.tests.unit.identity.world import Key, World

_BATCH = {"batchId": "batch-1", "name": "June", "claimSerials": ["c1a1"]}
_ROWS = [
    {"serialNumber": "MG-1", "batch": "batch-1"},
    {"serialNumber": "MG.2", "batch": "batch-1", "deviceId": "meter-2"},
]
_USE_CASES: Final = PerRequest[IdentityUseCases]("use_cases")


@pytest.fixture
def world() -> World:
    return World()


@cache
def _application() -> FastAPI:
    return build_app(
        [identity_operations(_USE_CASES.stand_in)],
        Readiness(),
        TestIssuer().verifier(),
        operator_tokens={"ada": digest_of("operators-token")},
    )


@pytest.fixture
async def client(world: World) -> AsyncIterator[httpx.AsyncClient]:
    use_cases = IdentityUseCases(
        store=world.store,
        add_batch=world.add_batch,
        revoke_batch=world.revoke_batch,
        list_devices=world.list_devices,
        revoke_device=world.revoke_device,
        release_device=world.release_device,
        allow_early_renewal=world.allow_early_renewal,
    )
    app = _USE_CASES.with_(use_cases, _application())
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport,
        base_url="http://gateway",
        headers={"Authorization": "Bearer operators-token"},
    ) as client:
        yield client


async def _outcomes(client: httpx.AsyncClient, rows: list[dict[str, str]]) -> list[str]:
    answer = await client.post("/fleet/device", json={"devices": rows})
    assert answer.status_code == 200, answer.text
    return [row["outcome"] for row in answer.json()["devices"]]


async def _listed(client: httpx.AsyncClient) -> None:
    assert (await client.post("/fleet/batch", json=_BATCH)).status_code == 200
    assert await _outcomes(client, _ROWS) == ["added", "added"]


async def test_nothing_is_there_yet(client: httpx.AsyncClient) -> None:
    """An empty list where there is nothing."""
    assert (await client.get("/fleet/batch")).json() == []
    await _listed(client)
    assert (await client.get("/fleet/device/MG-1/certificate")).json() == []


async def test_batches_and_the_manufacturing_list(client: httpx.AsyncClient) -> None:
    """May be repeated; what contradicts the list is named and changes nothing."""
    await _listed(client)
    assert await _outcomes(client, _ROWS) == ["known", "known"]
    conflicts = [
        {"serialNumber": "MG-1", "batch": "batch-1", "deviceId": "meter-1"},
        {"serialNumber": "MG-3", "batch": "batch-1", "deviceId": "meter-2"},
        {"serialNumber": "MG-4", "batch": "batch-1"},
    ]
    outcomes = ["serial_number_taken", "device_id_taken", "added"]
    assert await _outcomes(client, conflicts) == outcomes
    more = await client.post("/fleet/batch", json=_BATCH | {"claimSerials": ["c1a2"], "name": "?"})
    (batch,) = (await client.get("/fleet/batch")).json()
    assert batch == more.json()
    assert (batch["name"], batch["claimSerials"]) == ("June", ["c1a1", "c1a2"])


async def test_rows_that_cannot_be_devices(client: httpx.AsyncClient) -> None:
    await _listed(client)
    for row, field in (
        ({"serialNumber": "MG.3", "batch": "batch-1"}, "devices.1.deviceId"),
        ({"serialNumber": "-3", "batch": "batch-1"}, "devices.1.serialNumber"),
        ({"serialNumber": "MG-3", "batch": "batch-1", "deviceId": "a/b"}, "devices.1.deviceId"),
        # Its id is its client id at the broker: it would take the gateway's session.
        ({"serialNumber": "meriggio-device-gateway", "batch": "batch-1"}, "devices.1.deviceId"),
        ({"serialNumber": "claims-bridge", "batch": "batch-1"}, "devices.1.deviceId"),
        ({"serialNumber": "claim-7f3a", "batch": "batch-1"}, "devices.1.deviceId"),
    ):
        answer = await client.post("/fleet/device", json={"devices": [_ROWS[0], row]})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == field
    body = {"devices": [{"serialNumber": "MG-5", "batch": "b-5"}]}
    unknown = await client.post("/fleet/device", json=body)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "batch_not_found")


async def test_a_device_is_revoked_released_and_decommissioned(
    client: httpx.AsyncClient, world: World
) -> None:
    await _listed(client)
    certificate = await world.provisioned("MG-1", Key())
    path = "/fleet/device/MG-1"
    assert (await client.post(f"{path}/revoke", json={"reason": "stolen"})).status_code == 204
    assert await world.named() == {certificate.serial}
    (shown,) = (await client.get(f"{path}/certificate")).json()
    assert (shown["serial"], shown["state"], shown["reason"]) == (
        certificate.serial,
        "revoked",
        "stolen",
    )
    assert "pem" not in shown
    assert (await client.post(f"{path}/release")).status_code == 204
    assert (await client.post(f"{path}/certificate/early-renewal")).status_code == 204
    ended = await client.post(f"{path}/revoke", json={"reason": "decommissioned"})
    assert ended.status_code == 204
    refused = await client.post(f"{path}/release")
    assert (refused.status_code, refused.json()["code"]) == (409, "device_decommissioned")


async def test_a_batch_is_revoked(client: httpx.AsyncClient, world: World) -> None:
    await _listed(client)
    body: dict[str, Any] = {"reason": "compromised", "devices": True}
    answer = await client.post("/fleet/batch/batch-1/revoke", json=body)
    assert answer.json() == {"devicesRevoked": 2}
    assert await world.named("claim") == {"c1a1"}


@pytest.mark.parametrize("reason", ["released", "superseded", "whim", None])
async def test_an_operator_gives_one_of_the_reasons(
    client: httpx.AsyncClient, reason: str | None
) -> None:
    answer = await client.post("/fleet/device/MG-1/revoke", json={"reason": reason})
    assert answer.status_code == 400


async def test_what_is_not_there(client: httpx.AsyncClient) -> None:
    for method, path in (
        ("POST", "/fleet/device/MG-7/release"),
        ("POST", "/fleet/device/MG-7/certificate/early-renewal"),
        ("GET", "/fleet/device/MG-7/certificate"),
    ):
        assert (await client.request(method, path)).json()["code"] == "device_not_found"
    answer = await client.post("/fleet/batch/batch-7/revoke", json={"reason": "stolen"})
    assert answer.json()["code"] == "batch_not_found"


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer whoever"}])
async def test_only_operators(client: httpx.AsyncClient, header: dict[str, str]) -> None:
    client.headers.pop("Authorization")
    for method, path, body in (
        ("GET", "/fleet/batch", None),
        ("POST", "/fleet/batch", _BATCH),
        ("POST", "/fleet/batch/batch-1/revoke", {"reason": "stolen"}),
        ("POST", "/fleet/device", {"devices": _ROWS}),
        ("GET", "/fleet/device/MG-1/certificate", None),
        ("POST", "/fleet/device/MG-1/certificate/early-renewal", None),
        ("POST", "/fleet/device/MG-1/revoke", {"reason": "stolen"}),
        ("POST", "/fleet/device/MG-1/release", None),
    ):
        answer = await client.request(method, path, json=body, headers=header)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
