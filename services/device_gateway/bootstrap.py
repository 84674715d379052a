"""Wiring: settings -> adapters -> use cases -> workers."""

import asyncio
import random
from datetime import timedelta

from libs.chassis.batch_publisher import AtomicBatchPublisher
from libs.chassis.bus import Bus, connect_bus
from libs.chassis.clock import RandomIds, SystemClock
from libs.chassis.http import http_worker
from libs.chassis.lifecycle import Readiness, run_workers
from libs.chassis.telemetry import configure_telemetry
from libs.contracts import streams
from services.device_gateway.config import Settings
from services.device_gateway.domain.readings.reading import ReadingRules
from services.device_gateway.inbound.events import registry_worker
from services.device_gateway.inbound.http import build_app
from services.device_gateway.inbound.mqtt.connector import BrokerLogin, MqttConnector
from services.device_gateway.inbound.mqtt.link import Reception
from services.device_gateway.inbound.mqtt.reading_payload import decode_measurement
from services.device_gateway.inbound.mqtt.readings import TOPICS, MqttReadings, Pace
from services.device_gateway.outbound.readings.jetstream import (
    JetStreamDeadLetters,
    JetStreamReadings,
)
from services.device_gateway.outbound.readings.memory import DeviceRegistry
from services.device_gateway.usecases.readings.follow_registry import FollowRegistry
from services.device_gateway.usecases.readings.receive_readings import Admission, ReceiveReadings

SERVICE = "device_gateway"


async def run() -> None:
    """The whole service, until a signal."""
    settings = Settings()
    configure_telemetry(
        service=SERVICE,
        log_level=settings.log_level,
        log_format=settings.log_format,
        otlp_endpoint=settings.otlp_endpoint,
    )
    await serve(settings)


async def serve(settings: Settings, *, stop: asyncio.Event | None = None) -> None:
    """Receive readings until a signal or `stop`."""
    async with connect_bus(settings.nats_url, name=SERVICE) as bus:
        await bus.declare([streams.READINGS, streams.REGISTRY, streams.DEAD_LETTERS])
        await _run(settings, bus, stop)


async def _run(settings: Settings, bus: Bus, stop: asyncio.Event | None) -> None:
    readiness = Readiness()
    devices = DeviceRegistry()
    dead_letters = JetStreamDeadLetters(
        bus, ids=RandomIds(), max_waiting=settings.dead_letters_waiting
    )
    receive_readings = ReceiveReadings(
        admission=_admission(settings),
        decode=decode_measurement,
        placements=devices,
        readings=JetStreamReadings(
            AtomicBatchPublisher(bus, timeout_s=settings.publish_timeout_s),
            chance=random.random,
            batch_max_readings=settings.batch_max_readings,
        ),
        dead_letters=dead_letters,
        clock=SystemClock(),
    )
    registry = registry_worker(bus, FollowRegistry(devices), count_devices=lambda: len(devices))
    await run_workers(
        [
            http_worker(build_app(readiness), host=settings.http_host, port=settings.http_port),
            registry,
            _mqtt(settings, receive_readings).worker(readiness, after=registry.name),
            dead_letters.worker(),
        ],
        readiness=readiness,
        stop=stop,
    )


def _admission(settings: Settings) -> Admission:
    return Admission(
        max_payload_bytes=settings.max_payload_bytes,
        allow_bare_topic=settings.allow_bare_topic,
        dead_letters_per_s=settings.dead_letters_per_s,
        dead_letter_burst=settings.dead_letter_burst,
        rules=ReadingRules(
            max_power_w=settings.max_power_w,
            max_ahead=timedelta(seconds=settings.max_ahead_s),
            max_age=timedelta(days=settings.max_reading_age_days),
        ),
    )


def _mqtt(settings: Settings, receive_readings: ReceiveReadings) -> MqttReadings:
    password = settings.mqtt_password
    connector = MqttConnector(
        BrokerLogin(
            host=settings.mqtt_host,
            port=settings.mqtt_port,
            username=settings.mqtt_username,
            password=None if password is None else password.get_secret_value(),
            client_id=settings.mqtt_client_id,
            protocol=settings.mqtt_protocol,
            keepalive_s=settings.mqtt_keepalive_s,
            session_expiry_s=settings.mqtt_session_expiry_s,
            receive_maximum=settings.mqtt_receive_maximum,
        ),
        topics=TOPICS,
        reception=Reception(
            linger_s=settings.batch_linger_s,
            hold_at_most=2 * settings.mqtt_receive_maximum,
            payload_kept_bytes=settings.max_payload_bytes,
        ),
        clock=SystemClock(),
    )
    return MqttReadings(
        connect=connector.connect,
        receive_readings=receive_readings,
        pace=Pace(
            batches_in_flight=settings.batches_in_flight,
            drain_s=settings.drain_s,
        ),
        clock=SystemClock(),
        chance=random.random,
    )
