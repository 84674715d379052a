"""Who may see how a device is, and the operators' lists."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from libs.chassis.lifecycle import Readiness
from libs.chassis.operator_token import digest_of
from libs.chassis.testing.fakes import FakeClock
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.device_gateway.domain.presence.fleet import DeviceIdentity, IdentityState
from services.device_gateway.domain.presence.presence import Condition, Status
from services.device_gateway.domain.readings.placement import DeviceUse, Facility
from services.device_gateway.inbound.http.app import build_app
from services.device_gateway.inbound.http.presence import (
    PresenceUseCases,
    device_operations,
    fleet_operations,
)
from services.device_gateway.outbound.presence.memory import MemoryPresences
from services.device_gateway.outbound.readings.memory import DeviceRegistry
from services.device_gateway.tests.examples import LONG_AGO, NOW
from services.device_gateway.usecases.presence.learn_devices import LearnDevices
from services.device_gateway.usecases.presence.read_device import ReadDevice
from services.device_gateway.usecases.presence.receive_status import ReceiveStatus

OWNER, VIEWER, OTHER = (UUID(int=number) for number in (11, 12, 13))
HOME, ELSEWHERE = UUID(int=1), UUID(int=2)
MOVED_AT = NOW - timedelta(hours=1)
ISSUER = TestIssuer()
OPERATOR = {"Authorization": "Bearer operators-token"}
_USE_CASES: Final = PerRequest[PresenceUseCases]("use_cases")


@dataclass
class Edge:
    """The edge on twins: meter-1 came from elsewhere an hour ago."""

    client: httpx.AsyncClient
    presences: MemoryPresences
    clock: FakeClock
    registry: DeviceRegistry

    async def get(self, path: str, user: UUID | None = None, **query: Any) -> Any:
        """The JSON of a successful GET, by an operator unless a user is named."""
        answer = await self.ask(path, user, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def ask(self, path: str, user: UUID | None = None, **query: Any) -> httpx.Response:
        headers = OPERATOR if user is None else ISSUER.headers(user)
        return await self.client.get(path, params=query or None, headers=headers)

    async def says(self, device_id: str, connection: int, *faults: str, **more: Any) -> None:
        status = Status(
            is_will=False,
            connection=connection,
            condition=Condition(**more),
            faults=frozenset(faults),
        )
        await ReceiveStatus(self.presences)(device_id, status, self.clock.now())


@cache
def _application() -> FastAPI:
    use_cases = _USE_CASES.stand_in
    return build_app(
        [device_operations(use_cases), fleet_operations(use_cases)],
        Readiness(),
        ISSUER.verifier(),
        operator_tokens={"olga": digest_of("operators-token")},
    )


@pytest.fixture
async def edge() -> AsyncIterator[Edge]:
    registry, clock, presences = DeviceRegistry(), FakeClock(NOW), MemoryPresences()
    for facility_id, use, users in (
        (ELSEWHERE, DeviceUse("meter-1", 1.0, LONG_AGO, MOVED_AT), ((OTHER, "owner"),)),
        (
            HOME,
            DeviceUse("meter-1", 1.0, MOVED_AT, None),
            ((OWNER, "owner"), (VIEWER, "viewer")),
        ),
    ):
        registry.put(Facility(facility_id, 1, (use,), (), users))
    use_cases = PresenceUseCases(
        read_device=ReadDevice(presences, registry, clock),
        fleet=presences,
        users=registry,
        clock=clock,
    )
    transport = httpx.ASGITransport(_USE_CASES.with_(use_cases, _application()))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
        yield Edge(client, presences, clock, registry)


async def test_the_facilitys_users_see_how_their_device_is(edge: Edge) -> None:
    """FR10.3: that measuring fails is seen by the owner, and since when."""
    never = await edge.get("/device/meter-1/status", VIEWER)
    assert (never["state"], never["since"], never["faults"]) == ("never", None, [])

    await edge.says("meter-1", 4, "measuring_failed", firmware="1.2.3", rssi_dbm=-61, buffered=7)
    seen = await edge.get("/device/meter-1/status", OWNER)
    now = NOW.isoformat().replace("+00:00", "Z")
    assert seen == never | {
        "state": "online",
        "since": now,
        "lastSeenAt": now,
        "reportedAt": now,
        "firmware": "1.2.3",
        "rssiDbm": -61,
        "buffered": 7,
        "faults": [{"fault": "measuring_failed", "since": now}],
    }
    assert "facilityId" not in seen


@pytest.mark.parametrize("path", ["/device/meter-1/status", "/device/meter-1/event"])
async def test_nobody_else_sees_it(edge: Edge, path: str) -> None:
    refused = await edge.ask(path, OTHER)
    assert (refused.status_code, refused.json()["code"]) == (403, "no_access")
    unknown = await edge.ask(path.replace("meter-1", "meter-2"), OWNER)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "device_not_found")
    for headers in ({}, OPERATOR):
        assert (await edge.client.get(path, headers=headers)).status_code == 401


async def test_what_happened_elsewhere_is_not_this_facilitys_affair(edge: Edge) -> None:
    edge.clock.advance(seconds=-7_200)
    await edge.says("meter-1", 1, "measuring_failed")
    edge.clock.advance(seconds=7_200)
    await edge.says("meter-1", 2)
    await edge.says("meter-1", 3, "sending_failed")

    events = await edge.get("/device/meter-1/event", OWNER)
    assert [(event["kind"], event["fault"]) for event in events] == [
        ("faulted", "sending_failed"),
        ("fault_cleared", "measuring_failed"),
    ]


async def test_history_page_by_page(edge: Edge) -> None:
    for connection in range(5):
        await edge.says("meter-1", connection, f"fault_{connection}")
    path, shown = "/device/meter-1/event?limit=2", []
    for _ in range(9):
        answer = await edge.ask(path, OWNER)
        shown += [event["fault"] for event in answer.json()]
        if "next" not in answer.links:
            break
        path = "/device/meter-1/event" + answer.links["next"]["url"]
    whole = await edge.get("/device/meter-1/event", OWNER)
    assert shown == [event["fault"] for event in whole]
    assert len(shown) == 10


async def test_operators_find_devices(edge: Edge) -> None:
    await LearnDevices(edge.registry, edge.presences, edge.clock)()
    edge.presences.identities["meter-3"] = DeviceIdentity(
        serial_number="SN-3", batch_id="b", state=IdentityState.PROVISIONED
    )
    await edge.says("meter-2", 1, "sensor_clipping", certificate_serial="0a")
    await edge.says("meter-3", 1)

    path, found = "/fleet/device?limit=1&sort=lastSeen", []
    for _ in range(5):
        answer = await edge.ask(path)
        found += [device["deviceId"] for device in answer.json()]
        if "next" not in answer.links:
            break
        path = "/fleet/device" + answer.links["next"]["url"]
    assert found == ["meter-2", "meter-3", "meter-1"]

    for query, expected in (
        ({"state": "never"}, ["meter-1"]),
        ({"faulted": "true"}, ["meter-2"]),
        ({"hasFacility": "true"}, ["meter-1"]),
        ({"standing": "provisioned", "batchId": "b", "text": "sn-"}, ["meter-3"]),
    ):
        listed = await edge.get("/fleet/device", None, **query)
        assert [device["deviceId"] for device in listed] == expected

    device = await edge.get("/fleet/device/meter-1")
    assert (device["facilityId"], device["identity"]) == (str(HOME), None)
    assert (await edge.ask("/fleet/device/nobody")).json()["code"] == "device_not_found"

    summary = await edge.get("/fleet/summary")
    assert (summary["total"], summary["online"], summary["neverSeen"]) == (3, 2, 1)
    assert summary["byFault"] == {"sensor_clipping": 1}
    assert summary["provisionedWithoutFacility"] == 1


async def test_a_device_the_registry_has_is_known_at_once(edge: Edge) -> None:
    device = await edge.get("/fleet/device/meter-1")
    assert (device["state"], device["facilityId"]) == ("never", str(HOME))


async def test_a_device_that_left_its_facility_is_listed_without_one(edge: Edge) -> None:
    learn = LearnDevices(edge.registry, edge.presences, edge.clock)
    assert await learn() == 1
    assert await learn() == 0
    left = DeviceUse("meter-1", 1.0, MOVED_AT, NOW)
    edge.registry.put(Facility(HOME, 2, (left,), (), ()))
    assert await learn() == 1
    assert (await edge.get("/fleet/device", None, hasFacility="true")) == []
    assert (await edge.get("/fleet/device/meter-1"))["facilityId"] is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "invalid_request"),
        ("sort=name", "invalid_request"),
        ("state=asleep", "invalid_request"),
        ("text=%00", "invalid_request"),
        ("cursor=x", "invalid_cursor"),
        ("cursor=bnVsbA==", "invalid_cursor"),  # null
        ("cursor=eyJkZXZpY2VfaWQiOiJcdTAwMDAifQ==", "invalid_cursor"),  # NUL
        # A moment without a zone.
        (
            "cursor=eyJkZXZpY2VfaWQiOiJhIiwiaGVhcmRfYXQiOiIyMDI2LTAxLTAxVDAwOjAwOjAwIn0=",
            "invalid_cursor",
        ),
    ],
)
async def test_bad_requests(edge: Edge, query: str, code: str) -> None:
    answer = await edge.ask(f"/fleet/device?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


async def test_operators_only(edge: Edge) -> None:
    for path in ("/fleet/device", "/fleet/device/meter-1", "/fleet/summary"):
        assert (await edge.ask(path, OWNER)).status_code == 401
        assert (await edge.client.get(path)).status_code == 401
