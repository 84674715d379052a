"""Who may see and change a device's configuration, and what bad requests are told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import cache
from typing import Final
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from libs.chassis.clock import RandomIds
from libs.chassis.lifecycle import Readiness
from libs.chassis.operator_token import digest_of
from libs.chassis.testing.fakes import FakeClock
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.device_gateway.domain.readings.placement import DeviceUse, Facility
from services.device_gateway.inbound.http.app import build_app
from services.device_gateway.inbound.http.control import (
    ControlUseCases,
    operator_operations,
    owner_operations,
)
from services.device_gateway.outbound.control.line import MqttDeviceLine
from services.device_gateway.outbound.control.memory import MemoryControl, RememberedSteps
from services.device_gateway.outbound.readings.memory import DeviceRegistry
from services.device_gateway.tests.examples import LONG_AGO, NOW, facility
from services.device_gateway.usecases.control.configure_device import ConfigureDevice
from services.device_gateway.usecases.control.request_command import RequestCommand

_OWNER, _VIEWER, _OTHER = (UUID(int=number) for number in (11, 12, 13))
_MOVED = NOW + timedelta(seconds=30)
_ISSUER = TestIssuer()
_OPERATOR = {"Authorization": "Bearer operators-token"}
_CONFIGURATION = "/device/meter-1/configuration"
_COMMAND = "/device/meter-1/command"
_USE_CASES: Final = PerRequest[ControlUseCases]("use_cases")


class _Silent:
    def send(self, notes: object) -> None:
        """Nobody listens."""


@pytest.fixture
def registry() -> DeviceRegistry:
    return DeviceRegistry()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@cache
def _application() -> FastAPI:
    use_cases = _USE_CASES.stand_in
    return build_app(
        [owner_operations(use_cases), operator_operations(use_cases)],
        Readiness(),
        _ISSUER.verifier(),
        operator_tokens={"olga": digest_of("operators-token")},
    )


@pytest.fixture
async def client(registry: DeviceRegistry, clock: FakeClock) -> AsyncIterator[httpx.AsyncClient]:
    store = MemoryControl()
    registry.put(facility("meter-1", k=25.0, roles=((_OWNER, "owner"), (_VIEWER, "viewer"))))
    line = MqttDeviceLine(_Silent())
    use_cases = ControlUseCases(
        store=store,
        configure=ConfigureDevice(store, line, registry, clock),
        request=RequestCommand(
            store,
            line,
            sites=registry,
            identities=RememberedSteps(),
            clock=clock,
            ids=RandomIds(),
        ),
        users=registry,
        knows=lambda device_id: device_id != "meter-nobody",
        clock=clock,
    )
    transport = httpx.ASGITransport(_USE_CASES.with_(use_cases, _application()))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as asking:
        yield asking


async def test_the_owner_configures_and_a_viewer_sees(client: httpx.AsyncClient) -> None:
    none_yet = await client.get(_COMMAND, headers=_ISSUER.headers(_OWNER))
    assert (none_yet.status_code, none_yet.json()) == (200, [])
    put = await client.put(
        _CONFIGURATION, json={"reportingIntervalS": 10}, headers=_ISSUER.headers(_OWNER)
    )
    assert (put.status_code, put.headers["ETag"]) == (200, '"1"')
    seen = await client.get(_CONFIGURATION, headers=_ISSUER.headers(_VIEWER))
    assert seen.json() == put.json()
    assert seen.json()["desired"] == {
        "reportingIntervalS": 10,
        "onChangeW": 300.0,
        "calibration": {
            "currentGain": 1.0,
            "voltageGain": 1.0,
            "phaseShiftDeg": 0.0,
            "offsetW": 0.0,
        },
        "transformationConstant": 25.0,
    }
    assert seen.json()["isFollowed"] is False


@pytest.mark.parametrize(
    ("user_id", "device_id", "see", "change"),
    [
        (None, "meter-1", 401, 401),
        (_VIEWER, "meter-1", 200, 403),
        (_OTHER, "meter-1", 403, 403),
        (_OWNER, "meter-2", 404, 404),
    ],
)
async def test_who_may(
    client: httpx.AsyncClient, user_id: UUID | None, device_id: str, see: int, change: int
) -> None:
    headers = {} if user_id is None else _ISSUER.headers(user_id)
    base = f"/device/{device_id}"
    assert (await client.get(f"{base}/configuration", headers=headers)).status_code == see
    assert (await client.get(f"{base}/command", headers=headers)).status_code == see
    answer = await client.put(f"{base}/configuration", json={}, headers=headers)
    assert answer.status_code == change
    answer = await client.post(f"{base}/command", json={"kind": "reboot"}, headers=headers)
    assert answer.status_code == change


async def test_an_operator_may_all_and_an_owner_nothing_below_fleet(
    client: httpx.AsyncClient,
) -> None:
    path = "/fleet/device/meter-9/command"
    assert (await client.get(path, headers=_OPERATOR)).json() == []
    asked = await client.post(path, json={"kind": "identify"}, headers=_OPERATOR)
    assert asked.status_code == 202
    assert (await client.get(path, headers=_OPERATOR)).json() == [asked.json()]
    again = await client.post(path, json={"kind": "identify"}, headers=_OPERATOR)
    assert (again.status_code, again.json()["code"]) == (409, "command_pending")
    unknown = await client.get("/fleet/device/meter-nobody/command", headers=_OPERATOR)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "device_not_found")
    for headers in ({}, _ISSUER.headers(_OWNER), {"Authorization": "Bearer guess"}):
        assert (await client.get(path, headers=headers)).status_code == 401


async def test_who_gets_a_device_sees_nothing_of_who_had_it(
    client: httpx.AsyncClient, registry: DeviceRegistry, clock: FakeClock
) -> None:
    await client.post(_COMMAND, json={"kind": "reboot"}, headers=_ISSUER.headers(_OWNER))
    registry.put(Facility(UUID(int=1), 2, (DeviceUse("meter-1", 25.0, LONG_AGO, _MOVED),), ()))
    new = (DeviceUse("meter-1", 25.0, _MOVED, None),)
    registry.put(Facility(UUID(int=2), 1, new, (), ((_OTHER, "owner"),)))
    clock.advance(seconds=60)
    for_new = await client.get(_COMMAND, headers=_ISSUER.headers(_OTHER))
    assert (for_new.status_code, for_new.json()) == (200, [])
    assert (await client.get(_COMMAND, headers=_ISSUER.headers(_OWNER))).status_code == 403
    all_of_it = await client.get("/fleet/device/meter-1/command", headers=_OPERATOR)
    assert len(all_of_it.json()) == 1


async def test_a_lost_update_is_refused(client: httpx.AsyncClient) -> None:
    owner = _ISSUER.headers(_OWNER)
    await client.put(_CONFIGURATION, json={"reportingIntervalS": 10}, headers=owner)
    stale = await client.put(
        _CONFIGURATION, json={"reportingIntervalS": 20}, headers=owner | {"If-Match": '"0"'}
    )
    assert (stale.status_code, stale.json()["code"]) == (412, "configuration_changed")
    current = await client.put(
        _CONFIGURATION, json={"reportingIntervalS": 20}, headers=owner | {"If-Match": '"1"'}
    )
    assert current.status_code == 200


async def test_measuring_and_identity_are_the_operators(client: httpx.AsyncClient) -> None:
    """Or who sells energy could change what the meter says."""
    owner, body = _ISSUER.headers(_OWNER), {"calibration": {"currentGain": 0.5}}
    again = {"kind": "provision_again"}
    assert (await client.put(_CONFIGURATION, json=body, headers=owner)).status_code == 403
    assert (await client.post(_COMMAND, json=again, headers=owner)).status_code == 403
    fleet = await client.put(f"/fleet{_CONFIGURATION}", json=body, headers=_OPERATOR)
    assert fleet.json()["desired"]["calibration"]["currentGain"] == 0.5
    assert (await client.post(f"/fleet{_COMMAND}", json=again, headers=_OPERATOR)).is_success


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ({"reportingIntervalS": 0}, {}),
        ({"onChangeW": -1}, {}),
        ({"calibration": {"currentGain": 0}}, {}),
        ({"transformationConstant": 3}, {}),
        ({}, {"If-Match": "three"}),
    ],
)
async def test_bad_wishes(
    client: httpx.AsyncClient, body: dict[str, object], headers: dict[str, str]
) -> None:
    answer = await client.put(_CONFIGURATION, json=body, headers=_ISSUER.headers(_OWNER) | headers)
    assert (answer.status_code, answer.json()["code"]) in {
        (400, "invalid_request"),
        (400, "invalid_input"),
    }


@pytest.mark.parametrize("body", [{}, {"kind": "explode"}, {"kind": "reboot", "validForS": 1}])
async def test_bad_commands(client: httpx.AsyncClient, body: dict[str, object]) -> None:
    answer = await client.post(_COMMAND, json=body, headers=_ISSUER.headers(_OWNER))
    assert answer.status_code == 400
