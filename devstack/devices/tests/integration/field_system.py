"""The system's side of the whole protocol, scripted, on a real broker: readings are never refused.

Beside scripted_system, which knows readings alone.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from devstack.devices.tests.integration.system_line import Say, system_line
from devstack.servers.mqtt import MqttBroker
from services.device_gateway.domain.pki.authority import Authority
from services.device_gateway.domain.pki.issuing import IssuedCertificate, issue_device_certificate

_FILTERS: Final = ("energy-data/+", "report/+/+", "provision/+/+/+")


class FieldSystem:
    """Registers whoever asks; a device's id is its serial number in small letters."""

    def __init__(self, devices: Authority) -> None:
        self.say: Say = lambda _topic, _payload: None
        self._devices = devices
        self._serials = itertools.count(1)
        self.readings: defaultdict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
        self.batches = 0
        self.reports: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        """By device and kind."""
        self.acknowledges = True

    def tell(self, device_id: str, kind: str, body: dict[str, Any]) -> None:
        """As the gateway does: QoS 0, not kept; returns at once."""
        self.say(f"device/{device_id}/{kind}", json.dumps(body))

    def newest(self, device_id: str, kind: str = "status") -> dict[str, Any]:
        """The last report of that kind; empty before the first."""
        reports = self.reports[device_id, kind]
        return reports[-1] if reports else {}

    def hear(self, topic: str, payload: bytes) -> None:
        levels = topic.split("/")
        body = json.loads(payload)
        if levels[0] == "energy-data":
            self._take_readings(levels[1], body)
        elif levels[0] == "report":
            self._take_report(levels[1], levels[2], body)
        else:
            self._provision(levels[1], levels[2], levels[3], body)

    def _take_readings(self, device_id: str, body: Any) -> None:
        self.batches += isinstance(body, list)
        readings = body if isinstance(body, list) else [body]
        self.readings[device_id] |= {reading["sequence"]: reading for reading in readings}
        if self.acknowledges:
            numbers = [reading["sequence"] for reading in readings]
            time = datetime.now(UTC).isoformat()
            self.tell(device_id, "ack", {"acknowledged": numbers, "time": time})

    def _take_report(self, device_id: str, kind: str, body: dict[str, Any]) -> None:
        self.reports[device_id, kind].append(body)
        if kind == "certificate":
            certificate = self._issued(device_id, body["csr"])
            self.tell(device_id, "certificate", {"certificate": certificate})

    def _provision(self, claim: str, session: str, kind: str, body: dict[str, Any]) -> None:
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
        self.say(f"provisioned/{claim}/{session}/{kind}", json.dumps(answer))

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
    system = FieldSystem(devices)
    async with system_line(broker, "gateway-field", _FILTERS, system.hear) as system.say:
        yield system
