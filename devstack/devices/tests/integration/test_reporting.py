"""What played devices say beside readings, on real brokers: their rules let it pass."""

import json
import uuid
from collections import defaultdict
from dataclasses import replace
from typing import Any, Final

from devstack.devices.fleet import Fleet
from devstack.devices.settings import STATUS_EVERY_S, FleetSettings
from devstack.devices.tests.integration.system_line import system_line
from devstack.servers.mqtt import MqttBroker
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy

_IDS: Final = ("meter-a", "meter-b")
_REPORTING: Final = FleetSettings(status_every_s=STATUS_EVERY_S)
_WISH: Final = {"version": 1, "configuration": {"reportingIntervalS": 30}}


async def test_status_configuration_and_last_will(broker: MqttBroker) -> None:
    said: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def hear(topic: str, payload: bytes) -> None:
        said[topic].append(json.loads(payload))

    def last_states() -> list[str]:
        return [said[_status(one)][-1]["state"] for one in _IDS if said[_status(one)]]

    gateway = f"gateway-{uuid.uuid4().hex[:12]}"
    async with (
        system_line(broker, gateway, ("report/+/+",), hear) as say,
        fault_proxy(broker.host, broker.port) as network,
        Fleet(replace(broker, port=network.port), _IDS, settings=_REPORTING),
    ):
        await eventually(lambda: last_states() == ["online", "online"])
        say("device/meter-a/configuration", json.dumps(_WISH))
        await eventually(lambda: len(said[_status("meter-a")]) == 2)
        assert said["report/meter-a/configuration"][0]["version"] == 1
        assert said[_status("meter-a")][-1]["configurationVersion"] == 1
        assert "report/meter-b/configuration" not in said
        network.refuse()
        await eventually(lambda: last_states() == ["offline", "offline"])
        first, *_, will = said[_status("meter-b")]
        assert will == {"state": "offline", "connection": first["connection"]}


def _status(device_id: str) -> str:
    return f"report/{device_id}/status"
