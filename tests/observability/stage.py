"""A community with surplus, on a stack all of whose requests and readings are traced."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from devstack.people.account import Identity
from devstack.people.connection import ApiProblem
from devstack.people.person import People, Person
from devstack.servers.mqtt import MqttBroker
from devstack.supervisor.stack import SERVICES, Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.fitting import a_working_home
from tests.journeys.meter import thesis_payload
from tests.observability.collector import Collector
from tests.stage import Mqtt, fresh_stack
from tests.told import told_once
from tests.village import LONG_AGO, Home, a_community, a_flat, a_roof

NAME = "Sentinella"
PASSWORD = "una-parola-segretissima-42"
WEBHOOK_SECRET_PATH = "percorso-segreto-del-webhook"
_ANSWERED_WITHIN_S = 20.0


@dataclass(frozen=True, kw_only=True)
class Village:
    """Somebody with a flat and a roof in one community, and those who see it all."""

    stack: Stack
    collector: Collector
    person: Person
    community_id: UUID
    flat: Home
    roof: Home

    async def have_surplus(self, *, traceparent: str | None = None) -> None:
        """Until it is told."""
        await self.measure_surplus(traceparent=traceparent)
        await eventually(
            partial(told_once, self.stack, self.person, self.community_id, 1),
            timeout_s=_ANSWERED_WITHIN_S,
        )

    async def measure_surplus(self, *, traceparent: str | None = None) -> None:
        """Two minutes of it, measured by devices that begin a trace or do not."""
        began_at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=15)
        async with (
            _device(self.stack.mqtt, self.flat.device_id, traceparent) as flat,
            _device(self.stack.mqtt, self.roof.device_id, traceparent) as roof,
        ):
            for minute in range(4):
                at = began_at + timedelta(minutes=minute)
                await flat(400.0, at)
                await roof(-3_000.0, at)


@asynccontextmanager
async def traced_stack(mqtt: Mqtt, collector: Collector) -> AsyncIterator[Stack]:
    """Everything is traced; logs are as in production."""
    watched: Mapping[str, object] = {
        "otlp_endpoint": collector.url,
        "trace_ratio": 1,
        "log_format": "json",
        "log_level": "debug",
    }
    async with fresh_stack(mqtt=mqtt, settings=dict.fromkeys(SERVICES, watched)) as stack:
        yield stack


async def a_village(stack: Stack, people: People, collector: Collector) -> Village:
    """Ready for a surplus."""
    person = await people.user(
        Identity(
            email=f"sentinella-{uuid4().hex}@example.org", password=PASSWORD, name=NAME, locale="it"
        )
    )
    flat = await a_working_home(stack, person, a_flat())
    roof = await a_working_home(stack, person, a_roof())
    community_id = await person.registry.create_community(a_community())
    for home in (flat, roof):
        await person.account.request(
            "PUT",
            f"/community/{community_id}/facility/{home.facility_id}",
            body={"validFrom": (datetime.now(UTC) - LONG_AGO).isoformat()},
        )
    await eventually(partial(_may_look, person, community_id))
    return Village(
        stack=stack,
        collector=collector,
        person=person,
        community_id=community_id,
        flat=flat,
        roof=roof,
    )


async def _may_look(person: Person, community_id: UUID) -> bool:
    try:
        await person.account.request("GET", f"/live/community/{community_id}/snapshot")
    except ApiProblem as problem:
        return problem.code == "no_balance_yet"
    return True


@asynccontextmanager
async def _device(broker: MqttBroker, device_id: str, traceparent: str | None):  # type: ignore[no-untyped-def]
    """Publishes readings, with a trace by MQTT 5 or without one by MQTT 3.1.1."""
    protocol = aiomqtt.ProtocolVersion.V311 if traceparent is None else aiomqtt.ProtocolVersion.V5
    properties: Properties | None = None
    if traceparent is not None:
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho's
        properties.UserProperty = [("firmware", "1.4"), ("traceparent", traceparent)]
    async with aiomqtt.Client(
        broker.host, broker.port, identifier=device_id, protocol=protocol
    ) as client:

        async def measure(power_w: float, at: datetime) -> None:
            await client.publish(
                f"energy-data/{device_id}",
                thesis_payload(device_id, power_w, at),
                qos=1,
                properties=properties,
            )

        yield measure
