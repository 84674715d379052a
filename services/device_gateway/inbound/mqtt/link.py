"""One connection to the MQTT broker: submissions in, acknowledgements out.

Reaches through aiomqtt to the paho client inside it, as only connector.py does besides (both
are pinned; the tests in tests/integration/test_mqtt_link.py and test_faults.py hold the
assumptions). What it changes:

- `_create_socket`, `on_socket_open`: aiomqtt acknowledges a QoS 1 message before anyone has seen
  it, so a killed process loses what was in its queue, and it has no call to acknowledge later
  (issue 345). Here we read the socket ourselves, many packets at once, and paho gets all of them
  but the readings. paho's three system calls a packet, both libraries' message objects, locks,
  queue and a task a message (100 to 150 microseconds) are left out on the way. paho's clock of
  received packets stands still meanwhile: it pings the broker each keepalive period, as it may.
- `_packet_queue`: many acknowledgements are one write.

With QoS 1 nothing is dropped. The broker's window (mosquitto `max_inflight_messages`, NATS
`max_ack_pending`, MQTT 5 receive maximum) says how much it sends ahead. mosquitto before 2.0.13
exceeds it without end, so beyond `hold_at_most` messages or `hold_at_most_bytes` we do not read
on until half is acknowledged.
NATS sends again what is not acknowledged within its `ack_wait`, on the same connection and under
the same packet id: what is held already is not taken twice. QoS 0 promises nothing and has no
window: beyond _QOS_0_WAITING, or so many bytes, it is dropped and counted.

mosquitto goes on dealing messages to a session whose client is gone. That is what we want of a
session that another replica takes over; one that is not to be is emptied first (`empty`).
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

import aiomqtt
from paho.mqtt.client import Client as PahoClient
from paho.mqtt.enums import MessageType

from libs.chassis.clock import Clock
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt.packet_splitter import PacketSplitter
from services.device_gateway.inbound.mqtt.packets import Publish, puback, publish_qos_0
from services.device_gateway.inbound.mqtt.read_ahead import ReadAhead
from services.device_gateway.metrics import readings as metrics

HELD_BYTES: Final = 64 * 1_048_576
_QOS_0_WAITING: Final = 10_000
_HANDED_OUT_BYTES: Final = 1_048_576


class LinkLostError(Exception):
    """There is no connection to the broker (any more); what is not acknowledged comes again."""


class Delivery(NamedTuple):
    """A submission, and the number under which the broker waits for its acknowledgement."""

    submission: Submission
    packet_id: int
    """0 for a message of QoS 0, for which nobody waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """How much is read, and when."""

    linger_s: float = 0.015
    """Between the first byte and reading what there is."""
    hold_at_most: int = 20_000
    """Messages of QoS 1, give or take one read of the network."""
    hold_at_most_bytes: int = HELD_BYTES
    """Of their payloads."""
    payload_kept_bytes: int = 65_536


class MqttLink:
    """A subscribed connection. Every object of it is used once and thrown away with it."""

    def __init__(
        self,
        client: aiomqtt.Client,
        reception: Reception,
        *,
        is_version_5: bool,
        clock: Clock,
        filters: Sequence[str] = (),
    ) -> None:
        """`filters`: what the session may be subscribed to, for when it is to be emptied."""
        self._client = client
        self._paho: PahoClient = client._client  # noqa: SLF001  see the module's docstring
        self._reception = reception
        self._is_version_5 = is_version_5
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._arrived: list[Delivery] = []
        self._arrived_bytes = 0
        self._filters = list(filters)
        self._held: dict[int, int] = {}
        self._held_bytes = 0
        self._is_full = False
        self._acknowledged = asyncio.Event()
        self._wake = asyncio.Event()
        self._read_until = clock.now()
        self._lost: LinkLostError | None = None
        self._finished = False
        self.is_emptied = False
        self._read_ahead_of_paho()

    async def receive(self, max_messages: int) -> list[Delivery]:
        """1 to max_messages deliveries, in order, of about 1 MiB; none once the link is finished.

        Raises LinkLostError when the connection is gone: what arrived and was not handed out
        comes again.
        """
        while not self._arrived and not self._finished and self._lost is None:
            self._wake.clear()
            await self._wake.wait()
        if self._finished:
            return []
        if self._lost is not None:
            raise self._lost
        if self._arrived_bytes > _HANDED_OUT_BYTES:
            max_messages = self._how_many(max_messages)
        deliveries = self._arrived[:max_messages]
        del self._arrived[:max_messages]
        if self._arrived:
            self._arrived_bytes -= sum(len(one.submission.payload) for one in deliveries)
        else:
            self._arrived_bytes = 0
        return deliveries

    @property
    def unacknowledged(self) -> int:
        """How many deliveries of QoS 1 have arrived and are not acknowledged."""
        return len(self._held)

    @property
    def heard_until(self) -> datetime:
        """Whatever the broker sent us before that moment has been handed out."""
        return self._arrived[0].submission.received_at if self._arrived else self._read_until

    def acknowledge(
        self, deliveries: Sequence[Delivery], notes: Iterable[tuple[str, bytes]] = ()
    ) -> None:
        """Publish notes (topic, payload) with QoS 0, and tell the broker that these are done.

        In this order, on one stream: when a dying connection loses the notes, it loses the
        acknowledgements too, and both come again. Does nothing on a lost link: the broker gives
        the deliveries again.
        """
        if self._lost is not None:
            return
        packet_ids = [delivery.packet_id for delivery in deliveries if delivery.packet_id]
        self._held_bytes -= sum([self._held.pop(packet_id, 0) for packet_id in packet_ids])
        packets = [
            publish_qos_0(topic, payload, is_version_5=self._is_version_5)
            for topic, payload in notes
        ]
        packets += [puback(packet_id) for packet_id in packet_ids]
        if packets:
            # Queued under PUBACK although notes are in it: paho does nothing more for that kind.
            self._paho._packet_queue(MessageType.PUBACK, b"".join(packets), 0, 0)  # noqa: SLF001  see the module's docstring
        self._acknowledged.set()
        if self._is_full and not self._holds_over(0.5):
            self._is_full = False
            self._read_when_readable()

    async def empty(self) -> None:
        """End all subscriptions; return when whatever came by them is acknowledged.

        The broker's second answer comes after what it had queued for us at the first. Returns too
        when the link is lost: then it is not emptied.
        """
        try:
            await self._client.unsubscribe(self._filters)
            while self._lost is None and not self.is_emptied:
                await self._all_acknowledged()
                await self._client.unsubscribe(self._filters)
                self.is_emptied = not self._held and not self._arrived
        except aiomqtt.MqttError as error:
            self._end(error)

    async def _all_acknowledged(self) -> None:
        while self._lost is None and (self._held or self._arrived):
            self._acknowledged.clear()
            await self._acknowledged.wait()

    def finish(self) -> None:
        """Hand out nothing more; what is in hand can still be acknowledged."""
        self._finished = True
        self._wake.set()

    async def watch(self) -> None:
        """Return when the connection is lost."""
        try:
            async for _ in self._client.messages:
                raise AssertionError("aiomqtt sees no readings, see the module's docstring")
        except aiomqtt.MqttError as error:
            self._end(error.__cause__ or error)

    def _how_many(self, max_messages: int) -> int:
        """How many of those that arrived to hand out together, by their size; one at least."""
        room = _HANDED_OUT_BYTES
        for count, delivery in enumerate(self._arrived[:max_messages]):
            room -= len(delivery.submission.payload)
            if room < 0:
                return max(1, count)
        return max_messages

    def _holds_over(self, part: float) -> bool:
        """Whether that part of what may be held is held, by number or by size."""
        return (
            len(self._held) >= part * self._reception.hold_at_most
            or self._held_bytes >= part * self._reception.hold_at_most_bytes
        )

    def _read_ahead_of_paho(self) -> None:
        create_socket: Any = self._paho._create_socket  # noqa: SLF001  see the module's docstring
        tell_aiomqtt: Any = self._paho.on_socket_open

        def create() -> ReadAhead:
            splitter = PacketSplitter(
                is_version_5=self._is_version_5,
                payload_kept_bytes=self._reception.payload_kept_bytes,
            )
            self._socket = ReadAhead(create_socket(), splitter)
            return self._socket

        def opened(*event: Any) -> None:
            tell_aiomqtt(*event)  # reads from now on ...
            self._loop.call_soon_threadsafe(self._read_when_readable)  # ... and now we do

        self._paho._create_socket = create  # type: ignore[method-assign]  # noqa: SLF001  see the module's docstring
        self._paho.on_socket_open = opened

    def _read_when_readable(self) -> None:
        if self._socket.is_open:
            self._loop.add_reader(self._socket.fileno(), self._linger)

    def _linger(self) -> None:
        """Something is here; what comes meanwhile is read with it."""
        self._loop.remove_reader(self._socket.fileno())
        self._loop.call_later(self._reception.linger_s, self._read, self._clock.now())

    def _read(self, received_at: datetime) -> None:
        if not self._socket.is_open:
            return
        self._read_until = received_at
        try:
            publishes, is_more_likely = self._socket.read()
            self._take(publishes, received_at)
            while self._socket.pending() and self._paho.socket() is not None:
                self._paho.loop_read()
        except Exception as error:  # noqa: BLE001  whatever it is, this connection is done for
            self._end(error)
            return
        if self._holds_over(1):
            self._is_full = True
        elif is_more_likely:
            self._loop.call_soon(self._read, received_at)
        else:
            self._read_when_readable()

    def _take(self, publishes: Sequence[Publish], received_at: datetime) -> None:
        held, arrived = self._held, self._arrived
        held_bytes, arrived_bytes = self._held_bytes, self._arrived_bytes
        for topic, payload, size_bytes, packet_id, traceparent in publishes:
            if packet_id in held:
                continue
            payload_bytes = len(payload)
            if packet_id:
                held[packet_id] = payload_bytes
                held_bytes += payload_bytes
            elif (
                len(arrived) >= _QOS_0_WAITING
                or arrived_bytes >= self._reception.hold_at_most_bytes
            ):
                metrics.QOS_0_DROPPED.inc()
                continue
            arrived_bytes += payload_bytes
            submission = Submission(topic, payload, size_bytes, received_at, traceparent)
            arrived.append(Delivery(submission, packet_id))
        self._held_bytes, self._arrived_bytes = held_bytes, arrived_bytes
        self._wake.set()

    def _end(self, error: BaseException) -> None:
        self._lost = LinkLostError(str(error))
        self._wake.set()
        self._acknowledged.set()
