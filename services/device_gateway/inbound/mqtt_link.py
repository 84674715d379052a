"""One connection to the MQTT broker: submissions in, acknowledgements out.

The one file that reaches through aiomqtt to the paho client inside it (both pinned; the tests in
tests/integration/test_mqtt_link.py and test_kill.py hold the assumptions). What it changes:

- `_handle_publish`: aiomqtt acknowledges a QoS 1 message before anyone has seen it, so a killed
  process loses what was in its queue, and it has no call to acknowledge later (issue 345). Here a
  message is acknowledged when the caller says so. paho's and aiomqtt's message objects, locks,
  queue and a task a message (100 to 150 microseconds) are left out on the way.
- `_create_socket`: paho reads a packet with three system calls and aiomqtt one packet an event;
  `ReadAhead` reads what there is at once. aiomqtt drains it because it has `pending`, as a TLS
  socket has.
- `_packet_queue`: many acknowledgements are one write.

With QoS 1 nothing is dropped here. The broker's window (mosquitto `max_inflight_messages`, NATS
`max_ack_pending`, MQTT 5 receive maximum) bounds what is held: mosquitto before 2.0.13 exceeds its
own tenfold, and 65,535 packet ids are the end in any case. NATS sends again what is not
acknowledged within its `ack_wait`, on the same connection and under the same packet id: what is
held already is not taken twice. QoS 0 promises nothing and has no window: beyond _QOS_0_WAITING it
is dropped and counted.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, Literal

import aiomqtt
from aiomqtt.exceptions import MqttConnectError
from paho.mqtt.client import Client as PahoClient
from paho.mqtt.enums import MessageType, MQTTErrorCode
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from libs.chassis.clock import Clock
from libs.chassis.telemetry import get_logger
from services.device_gateway import metrics
from services.device_gateway.domain.submission import Submission
from services.device_gateway.inbound.mqtt_packets import puback, publish_qos_0, read_publish
from services.device_gateway.inbound.read_ahead import ReadAhead

MqttProtocol = Literal["auto", "5", "3.1.1"]

_QOS_0_WAITING: Final = 10_000
_UNSUPPORTED_PROTOCOL_VERSION: Final = 0x84


class LinkLostError(Exception):
    """There is no connection to the broker (any more); what is not acknowledged comes again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerLogin:
    """Where the broker is and who we are there."""

    host: str
    port: int
    username: str | None
    password: str | None
    client_id: str
    """Stable: the broker keeps unacknowledged messages under it."""
    protocol: MqttProtocol = "auto"
    keepalive_s: int = 30
    session_expiry_s: int = 7 * 86_400
    receive_maximum: int = 2_000
    connect_timeout_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """A submission, and the number under which the broker waits for its acknowledgement."""

    submission: Submission
    packet_id: int
    """0 for a message of QoS 0, for which nobody waits."""


class MqttLink:
    """A subscribed connection. Every object of it is used once and thrown away with it."""

    def __init__(
        self, client: aiomqtt.Client, *, is_version_5: bool, payload_kept_bytes: int, clock: Clock
    ) -> None:
        self._client = client
        self._paho: PahoClient = client._client  # noqa: SLF001  see the module's docstring
        self._is_version_5 = is_version_5
        self._payload_kept_bytes = payload_kept_bytes
        self._clock = clock
        self._arrived: list[Delivery] = []
        self._held: set[int] = set()
        self._wake = asyncio.Event()
        self._lost: str | None = None
        self._finished = False
        create_socket = self._paho._create_socket  # noqa: SLF001
        self._paho._create_socket = lambda: ReadAhead(create_socket())  # type: ignore  # noqa: SLF001
        self._paho._handle_publish = self._take_publish  # type: ignore[method-assign]  # noqa: SLF001

    async def receive(self, max_messages: int, linger_s: float) -> list[Delivery]:
        """1 to max_messages deliveries, in order; none once the link is finished.

        Waits `linger_s` for more when there are fewer. Raises LinkLostError when the connection
        is gone: what arrived and was not handed out comes again.
        """
        while not self._arrived and not self._finished and self._lost is None:
            self._wake.clear()
            await self._wake.wait()
        if len(self._arrived) < max_messages and not self._finished and self._lost is None:
            await asyncio.sleep(linger_s)
        if self._finished:
            return []
        if self._lost is not None:
            raise LinkLostError(self._lost)
        deliveries = self._arrived[:max_messages]
        del self._arrived[:max_messages]
        return deliveries

    @property
    def unacknowledged(self) -> int:
        """How many deliveries of QoS 1 have arrived and are not acknowledged."""
        return len(self._held)

    def acknowledge(
        self, deliveries: Sequence[Delivery], notes: Iterable[tuple[str, bytes]] = ()
    ) -> None:
        """Tell the broker that these are done, and publish notes (topic, payload) with QoS 0.

        Does nothing on a lost link: the broker gives the deliveries again.
        """
        if self._lost is not None:
            return
        packet_ids = [delivery.packet_id for delivery in deliveries if delivery.packet_id]
        self._held.difference_update(packet_ids)
        packets = [puback(packet_id) for packet_id in packet_ids]
        packets += [
            publish_qos_0(topic, payload, is_version_5=self._is_version_5)
            for topic, payload in notes
        ]
        if packets:
            # Queued under PUBACK although notes are in it: paho does nothing more for that kind.
            self._paho._packet_queue(MessageType.PUBACK, b"".join(packets), 0, 0)  # noqa: SLF001

    def finish(self) -> None:
        """Hand out nothing more; what is in hand can still be acknowledged."""
        self._finished = True
        self._wake.set()

    async def watch(self) -> None:
        """Return when the connection is lost."""
        try:
            async for _ in self._client.messages:
                raise AssertionError("aiomqtt's queue is bypassed, see the module's docstring")
        except aiomqtt.MqttError as error:
            self._lost = str(error.__cause__ or error)
            self._wake.set()

    def _take_publish(self) -> MQTTErrorCode:
        """In place of paho's: nothing is acknowledged, nothing is called back."""
        incoming = self._paho._in_packet  # noqa: SLF001
        publish = read_publish(
            incoming["command"],
            incoming["packet"],
            is_version_5=self._is_version_5,
            payload_kept_bytes=self._payload_kept_bytes,
        )
        if publish.packet_id in self._held:
            return MQTTErrorCode.MQTT_ERR_SUCCESS
        if publish.packet_id:
            self._held.add(publish.packet_id)
        elif len(self._arrived) >= _QOS_0_WAITING:
            metrics.QOS_0_DROPPED.inc()
            return MQTTErrorCode.MQTT_ERR_SUCCESS
        submission = Submission(
            publish.topic, publish.payload, publish.payload_size_bytes, self._clock.now()
        )
        self._arrived.append(Delivery(submission, publish.packet_id))
        self._wake.set()
        return MQTTErrorCode.MQTT_ERR_SUCCESS


class MqttConnector:
    """Opens links, one after the other, in the newest version of MQTT the broker speaks."""

    def __init__(
        self,
        login: BrokerLogin,
        *,
        topics: Sequence[str],
        payload_kept_bytes: int,
        clock: Clock,
    ) -> None:
        self._login = login
        self._topics = topics
        self._payload_kept_bytes = payload_kept_bytes
        self._clock = clock
        self._is_version_5 = login.protocol != "3.1.1"

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[MqttLink]:
        """A link on the session the broker keeps for us. Raises LinkLostError."""
        client = self._new_client()
        link = MqttLink(
            client,
            is_version_5=self._is_version_5,
            payload_kept_bytes=self._payload_kept_bytes,
            clock=self._clock,
        )
        watcher: asyncio.Task[None] | None = None
        try:
            async with client:
                watcher = asyncio.create_task(link.watch())
                for topic in self._topics:
                    await self._subscribe(client, topic)
                try:
                    yield link
                finally:
                    watcher.cancel()
        except aiomqtt.MqttError as error:
            self._learn_from(error)
            raise LinkLostError(str(error)) from error
        finally:
            if watcher is not None:
                watcher.cancel()
                await asyncio.wait([watcher])
            # aiomqtt leaves the socket open when connecting fails after the TCP handshake.
            client._client._sock_close()  # noqa: SLF001

    def _new_client(self) -> aiomqtt.Client:
        login = self._login
        if self._is_version_5:
            properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
            properties.SessionExpiryInterval = login.session_expiry_s
            properties.ReceiveMaximum = login.receive_maximum
            return aiomqtt.Client(
                login.host,
                login.port,
                username=login.username,
                password=login.password,
                identifier=login.client_id,
                protocol=aiomqtt.ProtocolVersion.V5,
                clean_start=False,
                properties=properties,
                keepalive=login.keepalive_s,
                timeout=login.connect_timeout_s,
            )
        return aiomqtt.Client(
            login.host,
            login.port,
            username=login.username,
            password=login.password,
            identifier=login.client_id,
            protocol=aiomqtt.ProtocolVersion.V311,
            clean_session=False,
            keepalive=login.keepalive_s,
            timeout=login.connect_timeout_s,
        )

    async def _subscribe(self, client: aiomqtt.Client, topic: str) -> None:
        for granted in await client.subscribe(topic, qos=1):
            code = granted if isinstance(granted, int) else granted.value
            if code != 1:
                raise LinkLostError(f"the broker refused the subscription to {topic}: {granted}")

    def _learn_from(self, error: aiomqtt.MqttError) -> None:
        """A broker that knows no MQTT 5 (NATS) says so; the next attempt is in 3.1.1."""
        if (
            self._login.protocol == "auto"
            and isinstance(error, MqttConnectError)
            and getattr(error.rc, "value", error.rc) == _UNSUPPORTED_PROTOCOL_VERSION
        ):
            get_logger().info("mqtt_5_refused_using_3_1_1", broker=self._login.host)
            self._is_version_5 = False
