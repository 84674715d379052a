"""Readings on their way: live ones first and one by one, the backlog in batches, until answered."""

import asyncio
from typing import Final

import msgspec

from devstack.devices.conduct.conduct import Mood
from devstack.devices.field_settings import FieldSettings
from devstack.devices.field_tally import FieldCounters
from devstack.devices.link import Link
from devstack.devices.patience import Patience
from devstack.devices.payload import decode_acknowledgement, encode_reading, topic_of
from devstack.devices.reporting.clock import DeviceClock
from devstack.devices.reporting.store import ReadingStore, StoredReading
from devstack.recordings.recording import to_ms
from libs.contracts.mqtt.readings import ReadingsAcknowledged, ReadingsMissing, RefusedReading

BATCH_LIMIT_BYTES: Final = 60_000
"""Of 64 KiB a message may have."""
_FUTURE: Final = "future_timestamp"
_MS_PER_S: Final = 1000.0


class Sender:
    """What a device does about its readings; `run` by its device, told what is heard."""

    def __init__(
        self,
        store: ReadingStore,
        clock: DeviceClock,
        mood: Mood,
        *,
        settings: FieldSettings,
        counters: FieldCounters,
    ) -> None:
        self._store = store
        self._clock = clock
        self._mood = mood
        self._settings = settings
        self._counters = counters
        self._patience = Patience(
            shortest_s=settings.resend_after_s, longest_s=settings.resend_longest_s
        )
        self._loop = asyncio.get_running_loop()
        self._link: Link | None = None
        self._device_id = ""
        self._backlog_at_s = 0.0
        self._held: StoredReading | None = None
        self.is_failing = False
        """Readings stay where they are although there is a connection."""
        self.highest_acknowledged = -1

    def connected(self, link: Link, device_id: str) -> None:
        """Send over this link from now on; what was measured without one is backlog."""
        self._link, self._device_id = link, device_id
        self._store.hold_back()
        self._patience.begin_anew()
        self._backlog_at_s = self._loop.time()

    def disconnected(self) -> None:
        """Whatever is not acknowledged is to be sent again."""
        if self._held is not None:
            self._held.publications -= 1  # it has not left
        self._link, self._held = None, None
        self._store.give_up_all()

    def measured(self) -> None:
        """There is a live reading."""
        slowness_s = self._mood.conduct.slowness_s
        if slowness_s:
            self._loop.call_later(slowness_s, self.send_live)
        else:
            self.send_live()

    def send_live(self) -> None:
        """As many as the window allows."""
        while (link := self._ready()) and self._store.in_flight < self._settings.window:
            reading = self._store.take_live(self._loop.time())
            if reading is None:
                return
            held, self._held = self._held, None
            if held is None and self._mood.happens(self._mood.conduct.reordered):
                self._held = reading  # it leaves after the next one
                continue
            self._publish_one(link, reading)
            if held is not None:
                self._publish_one(link, held)

    def tick(self) -> None:
        """What is overdue, and the next batch of the backlog."""
        now_s = self._loop.time()
        if self._held is not None and (link := self._ready()):
            self._publish_one(link, self._held)
            self._held = None
        if self._store.give_up_overdue(now_s - self._patience.wait_s):
            self._patience.nothing_came()
        self.send_live()
        if now_s >= self._backlog_at_s:
            self._send_backlog(now_s)

    def hear_acknowledgement(self, payload: bytes) -> None:
        """Raises UnreadableAcknowledgementError."""
        answer = decode_acknowledgement(payload)
        if self._mood.happens(self._mood.conduct.lost_acks):
            return
        self._set_clock(answer)
        for sequence in answer.acknowledged:
            self._take_acknowledged(sequence)
        for refused in answer.refused:
            self._take_refused(refused)
        self.send_live()

    def hear_missing(self, payload: bytes) -> None:
        """Raises msgspec.DecodeError."""
        missing = msgspec.json.decode(payload, type=ReadingsMissing)
        self._counters.asked_again += self._store.ask_again(missing.ranges)

    def _ready(self) -> Link | None:
        link = self._link
        return link if link is not None and link.is_open and not self.is_failing else None

    def _send_backlog(self, now_s: float) -> None:
        link = self._ready()
        if link is None or not self._store.backlog:
            return
        payloads: list[bytes] = []
        left = BATCH_LIMIT_BYTES

        def fits(reading: StoredReading) -> bool:
            nonlocal left
            payload = self._payload(reading)
            left -= len(payload) + 1
            if left > 0:
                payloads.append(payload)
            return left > 0

        taken = self._store.take_backlog(now_s, most=self._settings.batch_readings, fits=fits)
        if taken:
            self._backlog_at_s = now_s + self._settings.backlog_every_s
            self._counters.batches += 1
            self._publish(link, b"[" + b",".join(payloads) + b"]")
            for reading in taken:
                self._count(reading)

    def _publish_one(self, link: Link, reading: StoredReading) -> None:
        self._publish(link, self._payload(reading))
        self._count(reading)

    def _publish(self, link: Link, payload: bytes) -> None:
        link.publish(topic_of(self._device_id), payload)
        if self._mood.happens(self._mood.conduct.duplicates):
            link.publish(topic_of(self._device_id), payload)

    def _payload(self, reading: StoredReading) -> bytes:
        return encode_reading(
            self._device_id,
            reading.stamp_ms,
            reading.power_w,
            reading.sequence,
            import_wh=reading.import_wh,
            export_wh=reading.export_wh,
        )

    def _count(self, reading: StoredReading) -> None:
        if reading.publications == 1:
            self._counters.sent += 1
        else:
            self._counters.resent += 1

    def _take_acknowledged(self, sequence: int) -> None:
        reading = self._store.acknowledge(sequence)
        if reading is None:
            return
        took_s = self._loop.time() - reading.first_sent_s
        self._counters.acknowledged += 1
        if reading.publications == 1:
            self._counters.latencies.add(took_s * _MS_PER_S)
        self._patience.acknowledged(took_s, reading.publications)
        self.highest_acknowledged = max(self.highest_acknowledged, sequence)

    def _set_clock(self, answer: ReadingsAcknowledged) -> None:
        """By the system's time; what nobody has seen yet is corrected with it."""
        if answer.time is None:
            return
        system_ms = to_ms(answer.time)
        wrong_ms = abs(system_ms - self._clock.now_ms())
        if wrong_ms < self._settings.clock_tolerance_s * _MS_PER_S:
            return
        epoch = self._clock.epoch
        correction_ms = self._clock.set_by(system_ms)
        self._counters.clocks_set += 1
        for reading in self._store.unsent():
            if reading.epoch == epoch:
                reading.stamp_ms += correction_ms
                reading.epoch = self._clock.epoch

    def _take_refused(self, refused: RefusedReading) -> None:
        reading = self._store.find(refused.sequence)
        if reading is None:
            return
        self._counters.refused[refused.reason] += 1
        correction_ms = self._clock.correction_of_ms(reading.epoch)
        if refused.reason == _FUTURE and correction_ms is not None:
            reading.stamp_ms += correction_ms
            reading.epoch = self._clock.epoch
            self._store.again(refused.sequence)
        elif refused.reason != _FUTURE:
            self._store.refuse(refused.sequence)
        # else: it knows no better time yet, and sends it again when it is overdue
