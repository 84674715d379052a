"""One measuring device: sends each reading until the system says that it is durable, or refused.

It plays what was measured long ago, so that it corrects nothing: a refused reading is forgotten.
"""

import asyncio
from collections.abc import Callable

from devstack.devices.link import Dial, Ears, Link, LinkLostError
from devstack.devices.patience import Patience
from devstack.devices.payload import (
    BARE_TOPIC,
    UnreadableAcknowledgementError,
    decode_acknowledgement,
    encode_reading,
    topic_of,
)
from devstack.devices.reading_buffer import BufferedReading, ReadingBuffer
from devstack.devices.reporting.reporter import Reporter, ReportingPlan
from devstack.devices.settings import FleetSettings
from devstack.devices.tally import Counters
from libs.chassis.backoff import Backoff
from libs.chassis.telemetry import get_logger
from libs.contracts.mqtt import topics

_MS_PER_S = 1000.0


class Device:
    """Measures into its buffer at any time; `run` connects and sends for as long as it lives.

    Create it and call it within one event loop.
    """

    def __init__(
        self,
        device_id: str,
        *,
        dial: Dial,
        settings: FleetSettings,
        counters: Counters,
        first_sequence: int,
        chance: Callable[[], float],
        reporting: ReportingPlan | None = None,
    ) -> None:
        """`first_sequence`: higher than any this device id has used. `chance`: 0 to 1, random.

        `reporting` None: it says nothing beside its readings.
        """
        self.device_id = device_id
        self.state = "never connected"
        """For messages: connected, or why not."""
        self._dial = dial
        self._settings = settings
        self._counters = counters
        self._topic = BARE_TOPIC if settings.bare_topic else topic_of(device_id)
        self._buffer = ReadingBuffer(
            window=settings.window, limit=settings.buffer_readings, first_sequence=first_sequence
        )
        self._reporter = None if reporting is None else Reporter(device_id, reporting, self._buffer)
        self._loop = asyncio.get_running_loop()
        self._link: Link | None = None
        self._attempt = 0
        self._backoff = Backoff(
            first_s=settings.reconnect_first_s,
            longest_s=settings.reconnect_longest_s,
            chance=chance,
        )
        self._patience = Patience(
            shortest_s=settings.resend_after_s, longest_s=settings.resend_longest_s
        )
        self._unconfirmed: dict[int, int] = {}
        """Sequence by number of publication, where the PUBACK is the acknowledgement."""
        self._send_is_due = False
        self._room = asyncio.Event()

    @property
    def pending(self) -> int:
        """Readings neither acknowledged nor refused."""
        return self._buffer.pending

    @property
    def acknowledged_until_ms(self) -> int | None:
        """Newest stamp up to which nothing measured is pending; None: the first reading is."""
        return self._buffer.acknowledged_until_ms

    def measure(self, stamp_ms: int, power_w: float) -> None:
        """Keep a reading and send it as soon as possible. Raises BufferFullError."""
        self._buffer.add(stamp_ms, power_w)
        self._counters.measured += 1
        if not self._send_is_due:
            self._send_is_due = True
            self._loop.call_soon(self._send)

    async def pending_below(self, readings: int) -> None:
        """Wait until fewer than so many readings are pending."""
        while self._buffer.pending >= readings:
            self._room.clear()
            await self._room.wait()

    async def run(self) -> None:
        """Connect, and again whenever the connection is lost; returns only by cancellation."""
        ears = Ears(message=self._hear, confirmed=self._take_confirmation)
        while True:
            will = None if self._reporter is None else self._reporter.begin()
            try:
                async with self._dial(will).connect(ears) as link:
                    await self._serve(link)
            except LinkLostError as error:
                self.state = f"not connected: {error}"
            await asyncio.sleep(self._backoff.wait_s(self._attempt))
            self._attempt += 1

    async def _serve(self, link: Link) -> None:
        """Until the link is lost (LinkLostError)."""
        self._link = link
        self.state = "connected"
        self._counters.connected += 1
        try:
            while True:
                if self._reporter is not None:
                    self._reporter.tick(link)
                self._send()
                await link.last(self._settings.check_every_s)
                self._attempt = 0  # not before: a broker may accept and drop us at once
                self._give_up_overdue()
        except LinkLostError:
            self._counters.connections_lost += 1
            raise
        finally:
            self._link = None
            self._unconfirmed.clear()
            self._buffer.give_up_all()
            self._patience.begin_anew()
            self._counters.connected -= 1

    def _give_up_overdue(self) -> None:
        """Send again what the system had time to acknowledge."""
        if not self._settings.with_sequence:
            return  # the broker confirms, and a connection that lasts loses nothing
        if self._buffer.give_up_overdue(self._loop.time() - self._patience.wait_s):
            self._patience.nothing_came()

    def _send(self) -> None:
        self._send_is_due = False
        link = self._link
        if link is None:
            return
        now_s = self._loop.time()
        while link.is_open and link.unconfirmed < self._settings.window:
            reading = self._buffer.take(now_s)
            if reading is None:
                return
            self._publish(link, reading)

    def _publish(self, link: Link, reading: BufferedReading) -> None:
        sequence = reading.sequence if self._settings.with_sequence else None
        payload = encode_reading(self.device_id, reading.stamp_ms, reading.power_w, sequence)
        number = link.publish(self._topic, payload)
        if sequence is None:
            self._unconfirmed[number] = reading.sequence
        if reading.publications == 1:
            self._counters.sent += 1
        else:
            self._counters.resent += 1

    def _hear(self, topic: str, payload: bytes) -> None:
        kind = topic.rpartition("/")[2]
        if kind == topics.ACKNOWLEDGEMENT:
            self._take_acknowledgement(payload)
        elif self._reporter is not None and self._link is not None:
            self._reporter.hear(kind, payload, self._link)

    def _take_acknowledgement(self, payload: bytes) -> None:
        try:
            answer = decode_acknowledgement(payload)
        except UnreadableAcknowledgementError as error:
            get_logger().warning(
                "acknowledgement_unreadable", device_id=self.device_id, error=str(error)
            )
            return
        for sequence in answer.acknowledged:
            self._take_durable(sequence)
        for refused in answer.refused:
            if self._forget(refused.sequence) is not None:
                self._counters.refused += 1
        self._send()

    def _take_confirmation(self, number: int) -> None:
        sequence = self._unconfirmed.pop(number, None)
        if sequence is not None:
            self._take_durable(sequence)
        self._send()

    def _take_durable(self, sequence: int) -> None:
        took_s = self._forget(sequence)
        if took_s is not None:
            self._counters.acknowledged += 1
            self._counters.latencies.add(took_s * _MS_PER_S)

    def _forget(self, sequence: int) -> float | None:
        """How long its answer took, in seconds; None when it was answered before."""
        reading = self._buffer.forget(sequence)
        if reading is None:
            return None
        assert reading.first_sent_s is not None, "only sent readings are answered"
        took_s = self._loop.time() - reading.first_sent_s
        self._patience.acknowledged(took_s, reading.publications)
        self._room.set()
        return took_s
