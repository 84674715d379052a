"""Readings over HTTP: 202 means that JetStream has them, whatever happens then (FR10.2, NF4)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from devstack.servers.mqtt import MqttBroker
from devstack.servers.nats import NatsServer
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import ServerProcess
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.operator_token import digest_of
from libs.contracts.v1.dead_letter import DEAD_LETTER_DECODER
from services.device_gateway.tests.examples import COMMUNITY_ID
from services.device_gateway.tests.integration.stage import (
    GatewayMetrics,
    Registered,
    Surroundings,
    readings,
    register,
    running_gateway,
)
from services.device_gateway.tests.stream import stored

_TOKEN = "acmes-token"
_NOW = datetime.now(UTC).replace(microsecond=0)


def _reading(device_id: str, minutes_ago: int, power_w: float = 100.0) -> dict[str, Any]:
    stamp = (_NOW - timedelta(minutes=minutes_ago)).isoformat()
    return {"deviceId": device_id, "energyValue": power_w, "timestamp": stamp}


@asynccontextmanager
async def _gateway(
    broker: MqttBroker, around: Surroundings, **settings: object
) -> AsyncIterator[tuple[httpx.AsyncClient, GatewayMetrics]]:
    """A gateway, and an integration that may send for every device whose id begins with meter-."""
    port = free_port()
    integrations = {"acme": {"sha256": digest_of(_TOKEN), "devices": ["meter-*"]}}
    async with (
        running_gateway(
            broker, around, http_port=port, integration_tokens=integrations, **settings
        ) as metrics,
        httpx.AsyncClient(verify=False, base_url=f"http://{LOOPBACK}:{port}") as client,
    ):
        client.headers["Authorization"] = f"Bearer {_TOKEN}"
        yield client, metrics


async def test_what_is_accepted_is_in_the_stream(
    mqtt_broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """R8, R9: one atomic batch, placed and multiplied; the rest is answered and written down."""
    await register(bus, Registered([device_id], transformation_constant=25.0))
    several = [_reading(device_id, ago) for ago in range(499)]
    async with _gateway(mqtt_broker, around) as (client, metrics):
        answer = await client.post("/energy-data/", json=[*several, _reading("meter-nobody", 1)])
        events = await readings(bus)

        assert answer.status_code == 202
        receipt = answer.json()
        assert (receipt["accepted"], receipt["refused"]) == (499, 1)
        assert [(one["index"], one["code"]) for one in receipt["errors"]] == [
            (499, "unknown_device")
        ]
        assert [event.power_w for event in events] == [2_500.0] * 499
        assert {event.community_id for event in events} == {COMMUNITY_ID}
        assert metrics.value("readings_accepted_total") == 499
        assert metrics.value("batch_size_count") == 1
        posted = {
            outcome: metrics.value("readings_posted_total", sender="integration", outcome=outcome)
            for outcome in ("accepted", "refused")
        }
        assert posted == {"accepted": 499, "refused": 1}

        await client.post("/energy-data/", json=several[0])
        assert len({event.measured_at for event in await readings(bus)}) == 499
    (letter,) = [DEAD_LETTER_DECODER.decode(m.data) for m in await stored(bus, "DEAD_LETTERS")]
    assert (letter.reason, letter.source) == ("unknown_device", "POST /energy-data/")


async def test_while_jetstream_is_away_nothing_is_promised(
    mqtt_broker: MqttBroker, database_dsn: str, device_id: str, tmp_path: Path
) -> None:
    server = NatsServer(tmp_path / "nats")
    async with (
        ServerProcess(server, log=tmp_path / "nats.log") as process,
        connect_bus(server.url, name="test") as bus,
    ):
        await register(bus, Registered([device_id]))
        around = Surroundings(server.url, database_dsn)
        async with _gateway(mqtt_broker, around, post_patience_s=0.3) as (client, metrics):
            process.kill()
            answer = await client.post("/energy-data/", json=_reading(device_id, 1))
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
            assert answer.json()["code"] == "temporarily_unavailable"
            turned_away = metrics.value("posts_turned_away_total", reason="not_confirmed")
            assert (turned_away, metrics.value("readings_accepted_total")) == (1, 0)

            await process.start()
            for _ in range(100):  # each asks for as long as it is patient
                answer = await client.post("/energy-data/", json=_reading(device_id, 1))
                if answer.status_code == 202:
                    break
            assert answer.status_code == 202
            assert {event.device_id for event in await readings(bus)} == {device_id}
