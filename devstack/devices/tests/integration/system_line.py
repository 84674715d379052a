"""The system's connection to a broker: paho in its own thread, which calls again for ever.

Not aiomqtt: a publication that meets the death of the broker keeps it waiting for 10 s; it may
watch the number of a socket that is closed already; and on Python 3.11 its publications lose
cancellations, so that who listens could not be stopped. Here is no task to stop.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from devstack.servers.mqtt import MqttBroker

_CALL_AGAIN_S: Final = 0.05
_KEEPALIVE_S: Final = 5
_SUBSCRIBED_WITHIN_S: Final = 20.0
_STOPPED_WITHIN_S: Final = 20.0

Hear = Callable[[str, bytes], None]
"""Told topic and payload, in the event loop."""
Say = Callable[[str, str], None]
"""Publishes a payload on a topic as the gateway does, QoS 0 and not kept: lost without a broker."""


@asynccontextmanager
async def system_line(
    broker: MqttBroker, client_id: str, filters: Sequence[str], hear: Hear
) -> AsyncIterator[Say]:
    """Subscribed (QoS 1) when the body begins; nothing is heard after it."""
    subscribed = asyncio.Event()
    client = _client(broker, client_id, filters, hear, subscribed)
    client.connect_async(broker.host, broker.port, keepalive=_KEEPALIVE_S)
    client.loop_start()
    try:
        async with asyncio.timeout(_SUBSCRIBED_WITHIN_S):
            await subscribed.wait()
        yield lambda topic, payload: _say(client, topic, payload)
    finally:
        client.disconnect()
        async with asyncio.timeout(_STOPPED_WITHIN_S):
            await asyncio.to_thread(client.loop_stop)


def _client(
    broker: MqttBroker,
    client_id: str,
    filters: Sequence[str],
    hear: Hear,
    subscribed: asyncio.Event,
) -> Client:
    loop = asyncio.get_running_loop()
    client = Client(
        CallbackAPIVersion.VERSION2,
        client_id=client_id,
        clean_session=False,
        protocol=MQTTProtocolVersion.MQTTv311,
    )
    client.username_pw_set(broker.gateway_user, broker.gateway_password)
    client.reconnect_delay_set(_CALL_AGAIN_S, _CALL_AGAIN_S)  # type: ignore[arg-type]  # floats do

    def subscribe(_client: Client, _userdata: Any, _flags: Any, code: ReasonCode, _: Any) -> None:
        if not code.is_failure:
            client.subscribe([(each, 1) for each in filters])

    def tell(*_: Any) -> None:
        loop.call_soon_threadsafe(subscribed.set)

    def pass_on(_client: Client, _userdata: Any, message: MQTTMessage) -> None:
        loop.call_soon_threadsafe(hear, message.topic, bytes(message.payload))

    client.on_connect = subscribe
    client.on_subscribe = tell
    client.on_message = pass_on
    return client


def _say(client: Client, topic: str, payload: str) -> None:
    client.publish(topic, payload)
