"""The system's side of the whole protocol, scripted, on a real broker: readings are never refused.

Beside scripted_system, which knows readings alone and comes back when its broker does.
"""

import asyncio
import itertools
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiomqtt

from devstack.servers.mqtt import MqttBroker
from services.device_gateway.domain.pki.authority import Authority
from services.device_gateway.domain.pki.issuing import IssuedCertificate, issue_device_certificate


class FieldSystem:
    """Registers whoever asks; a device's id is its serial number in small letters."""

    def __init__(self, client: aiomqtt.Client, devices: Authority) -> None:
        self._client = client
        self._devices = devices
        self._serials = itertools.count(1)
        self.readings: defaultdict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
        self.batches = 0
        self.reports: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        """By device and kind."""
        self.acknowledges = True

    async def tell(self, device_id: str, kind: str, body: dict[str, Any]) -> None:
        """As the gateway does: QoS 0, not kept."""
        await self._client.publish(f"device/{device_id}/{kind}", json.dumps(body))

    def newest(self, device_id: str, kind: str = "status") -> dict[str, Any]:
        """The last report of that kind; empty before the first."""
        reports = self.reports[device_id, kind]
        return reports[-1] if reports else {}

    async def run(self) -> None:
        async for message in self._client.messages:
            assert isinstance(message.payload, bytes)
            levels = message.topic.value.split("/")
            body = json.loads(message.payload)
            if levels[0] == "energy-data":
                await self._take_readings(levels[1], body)
            elif levels[0] == "report":
                await self._take_report(levels[1], levels[2], body)
            else:
                await self._provision(levels[1], levels[2], levels[3], body)

    async def _take_readings(self, device_id: str, body: Any) -> None:
        self.batches += isinstance(body, list)
        readings = body if isinstance(body, list) else [body]
        self.readings[device_id] |= {reading["sequence"]: reading for reading in readings}
        if self.acknowledges:
            numbers = [reading["sequence"] for reading in readings]
            time = datetime.now(UTC).isoformat()
            await self.tell(device_id, "ack", {"acknowledged": numbers, "time": time})

    async def _take_report(self, device_id: str, kind: str, body: dict[str, Any]) -> None:
        self.reports[device_id, kind].append(body)
        if kind == "certificate":
            certificate = self._issued(device_id, body["csr"])
            await self.tell(device_id, "certificate", {"certificate": certificate})

    async def _provision(self, claim: str, session: str, kind: str, body: dict[str, Any]) -> None:
        device_id = body["serialNumber"].lower()
        answer: dict[str, Any] = {"deviceId": device_id}
        if kind == "certificate":
            answer |= {
                "certificate": self._issued(device_id, body["csr"]),
                "ownershipToken": f"token of {device_id}",
                "registerBefore": (datetime.now(UTC) + timedelta(hours=1)).isoformat(),
            }
        else:
            assert body["ownershipToken"] == f"token of {device_id}"
        await self._client.publish(f"provisioned/{claim}/{session}/{kind}", json.dumps(answer))

    def _issued(self, device_id: str, csr: str) -> str:
        issued = issue_device_certificate(
            self._devices,
            csr,
            device_id=device_id,
            now=datetime.now(UTC),
            serial=next(self._serials) << 64,
        )
        assert isinstance(issued, IssuedCertificate)
        return issued.certificate_pem


@asynccontextmanager
async def running_field_system(
    broker: MqttBroker, devices: Authority
) -> AsyncIterator[FieldSystem]:
    """Subscribed when the body begins."""
    async with aiomqtt.Client(
        broker.host,
        broker.port,
        identifier="gateway-field",
        username=broker.gateway_user,
        password=broker.gateway_password,
    ) as client:
        await client.subscribe([("energy-data/+", 1), ("report/+/+", 1), ("provision/+/+/+", 1)])
        system = FieldSystem(client, devices)
        running = asyncio.create_task(system.run())
        try:
            yield system
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
