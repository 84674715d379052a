"""Connections to the broker: who we are there, and how much is read."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiomqtt

from libs.chassis.clock import SystemClock
from services.device_gateway.config import Settings
from services.device_gateway.config.broker import MOST_SESSIONS
from services.device_gateway.inbound.mqtt.broker_client import BrokerClient
from services.device_gateway.inbound.mqtt.broker_tls import BrokerTls
from services.device_gateway.inbound.mqtt.connector import BrokerLogin, MqttConnector
from services.device_gateway.inbound.mqtt.link import HELD_BYTES, Reception


def number_of_sessions(settings: Settings) -> int:
    """The shares that replicas divide."""
    return 1 if settings.mqtt_shared_group is None else settings.mqtt_shared_sessions


def session_of(settings: Settings, share: int) -> str:
    """The client id of the share's session; with `-reports` after it, of the one for reports."""
    alone = settings.mqtt_client_id
    return alone if settings.mqtt_shared_group is None else f"{alone}-{share}"


def former_sessions(settings: Settings, shares: int) -> list[str]:
    """What a group of so many sessions may have left over from a larger one, or from none.

    Without a group nobody knows what to unsubscribe from; how those end, the README tells.
    """
    if settings.mqtt_shared_group is None:
        return []
    surplus = [session_of(settings, share) for share in range(shares, MOST_SESSIONS)]
    return [settings.mqtt_client_id, *surplus]


def broker_tls(settings: Settings) -> BrokerTls | None:
    """None: in the clear."""
    if not settings.mqtt_tls:
        return None
    return BrokerTls(
        authority=settings.mqtt_ca_file,
        certificate=settings.mqtt_certificate_file,
        key=settings.mqtt_key_file,
        server_name=settings.mqtt_server_name,
    )


def mqtt_connector(settings: Settings, *, topics: Sequence[str], client_id: str) -> MqttConnector:
    """For a session of that name, subscribed to these topics."""
    password = settings.mqtt_password
    group = settings.mqtt_shared_group
    # What one session may hold, all of a group's together may.
    receive_maximum = max(1, settings.mqtt_receive_maximum // number_of_sessions(settings))
    return MqttConnector(
        BrokerLogin(
            host=settings.mqtt_host,
            port=settings.mqtt_port,
            username=settings.mqtt_username,
            password=None if password is None else password.get_secret_value(),
            client_id=client_id,
            tls=broker_tls(settings),
            protocol=settings.mqtt_protocol,
            keepalive_s=settings.mqtt_keepalive_s,
            session_expiry_s=settings.mqtt_session_expiry_s,
            receive_maximum=receive_maximum,
            shared_group=None if group is None else group.get_secret_value(),
        ),
        topics=topics,
        reception=Reception(
            linger_s=settings.batch_linger_s,
            hold_at_most=2 * receive_maximum,
            hold_at_most_bytes=HELD_BYTES // number_of_sessions(settings),
            payload_kept_bytes=settings.max_payload_bytes,
        ),
        clock=SystemClock(),
    )


def note_connector(
    settings: Settings, *, client_id: str
) -> Callable[[], AbstractAsyncContextManager[aiomqtt.Client]]:
    """Connections without a session, for messages of QoS 0; MQTT 3.1.1, which every broker has."""
    password = settings.mqtt_password
    tls = broker_tls(settings)

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
            tls_context=None if tls is None else tls.context(),
        ) as client:
            yield client

    return connect
