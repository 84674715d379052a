"""Connections to the broker: who we are there, and how much is read."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiomqtt

from libs.chassis.clock import SystemClock
from services.device_gateway.config import Settings
from services.device_gateway.inbound.mqtt.broker_client import BrokerClient
from services.device_gateway.inbound.mqtt.connector import BrokerLogin, MqttConnector
from services.device_gateway.inbound.mqtt.link import Reception


def mqtt_connector(settings: Settings, *, topics: Sequence[str], client_id: str) -> MqttConnector:
    """For a session of that name, subscribed to these topics."""
    password = settings.mqtt_password
    group = settings.mqtt_shared_group
    return MqttConnector(
        BrokerLogin(
            host=settings.mqtt_host,
            port=settings.mqtt_port,
            username=settings.mqtt_username,
            password=None if password is None else password.get_secret_value(),
            client_id=client_id,
            protocol=settings.mqtt_protocol,
            keepalive_s=settings.mqtt_keepalive_s,
            session_expiry_s=(
                settings.mqtt_session_expiry_s
                if group is None
                else settings.mqtt_shared_session_expiry_s
            ),
            receive_maximum=settings.mqtt_receive_maximum,
            shared_group=None if group is None else group.get_secret_value(),
        ),
        topics=topics,
        reception=Reception(
            linger_s=settings.batch_linger_s,
            hold_at_most=2 * settings.mqtt_receive_maximum,
            payload_kept_bytes=settings.max_payload_bytes,
        ),
        clock=SystemClock(),
    )


def note_connector(
    settings: Settings, *, client_id: str
) -> Callable[[], AbstractAsyncContextManager[aiomqtt.Client]]:
    """Connections without a session, for messages of QoS 0; MQTT 3.1.1, which every broker has."""
    password = settings.mqtt_password

    @asynccontextmanager
    async def connect() -> AsyncIterator[aiomqtt.Client]:
        async with BrokerClient(
            settings.mqtt_host,
            settings.mqtt_port,
            username=settings.mqtt_username,
            password=None if password is None else password.get_secret_value(),
            identifier=client_id,
            protocol=aiomqtt.ProtocolVersion.V311,
            clean_session=True,
            keepalive=settings.mqtt_keepalive_s,
        ) as client:
            yield client

    return connect
