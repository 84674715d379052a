"""Readings a device still has, as in a ring of flash: no I/O, time is given.

Apart from `reading_buffer`, which serves recordings played at any speed: this one never refuses a
measurement but overwrites the oldest, keeps what was acknowledged in case the system asks again,
and tells live readings from the backlog.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from devstack.devices.in_flight import InFlight
from libs.contracts.mqtt.readings import SequenceRange


@dataclass(slots=True)
class StoredReading:
    """One measurement; `epoch` is that of the clock that stamped it."""

    sequence: int
    stamp_ms: int
    power_w: float
    import_wh: float
    export_wh: float
    epoch: int
    publications: int = 0
    first_sent_s: float = 0.0


class ReadingStore:
    """Every pending reading is in exactly one place: live, backlog, or in flight."""

    def __init__(self, *, capacity: int, kept: int, first_sequence: int) -> None:
        self.capacity = capacity
        self.overwritten = 0
        """Readings nobody will ever see: the ring was full."""
        self.next_sequence = first_sequence
        self._first_sequence = first_sequence
        self._kept_limit = kept
        self._pending: OrderedDict[int, StoredReading] = OrderedDict()
        self._kept: OrderedDict[int, StoredReading] = OrderedDict()
        self._live: deque[int] = deque()
        self._backlog: deque[int] = deque()
        self._in_flight = InFlight()

    @property
    def numbers(self) -> range:
        """Of everything measured since this store was made."""
        return range(self._first_sequence, self.next_sequence)

    @property
    def pending(self) -> int:
        """How many readings are not acknowledged."""
        return len(self._pending)

    @property
    def in_flight(self) -> int:
        """How many of them are on their way."""
        return len(self._in_flight)

    @property
    def backlog(self) -> int:
        """How many wait for their turn, live ones apart (some may be acknowledged by now)."""
        return len(self._backlog)

    @property
    def oldest_sequence(self) -> int | None:
        """The oldest reading there still is; None when there is none."""
        return min((min(ring) for ring in (self._pending, self._kept) if ring), default=None)

    @property
    def newest_sequence(self) -> int | None:
        """The last number given; None before the first measurement."""
        newest = self.next_sequence - 1
        return newest if newest >= self._first_sequence else None

    def add(
        self, *, stamp_ms: int, power_w: float, import_wh: float, export_wh: float, epoch: int
    ) -> None:
        """Keep a measurement, to be sent live; the oldest gives way where there is no room."""
        if len(self._pending) >= self.capacity:
            sequence, _ = self._pending.popitem(last=False)
            self._in_flight.land(sequence)
            self.overwritten += 1
        sequence = self.next_sequence
        self.next_sequence += 1
        self._pending[sequence] = StoredReading(
            sequence, stamp_ms, power_w, import_wh, export_wh, epoch
        )
        self._live.append(sequence)

    def take_live(self, now_s: float) -> StoredReading | None:
        """The next live reading, in flight from now on."""
        return self._take(self._live, now_s)

    def take_backlog(
        self, now_s: float, *, most: int, fits: Callable[[StoredReading], bool]
    ) -> Sequence[StoredReading]:
        """The oldest of the backlog, as long as they fit; in flight from now on."""
        taken: list[StoredReading] = []
        while len(taken) < most:
            reading = self._next(self._backlog)
            if reading is None:
                break
            if not fits(reading):
                self._backlog.appendleft(reading.sequence)
                break
            taken.append(self._send(reading, now_s))
        return taken

    def hold_back(self) -> None:
        """What is live goes to the backlog: the connection it was live for is gone."""
        self._backlog.extend(self._live)
        self._live.clear()

    def acknowledge(self, sequence: int) -> StoredReading | None:
        """It is durable: keep it only in case somebody asks. None for one that is not pending."""
        reading = self._forget(sequence)
        if reading is not None:
            self._kept[sequence] = reading
            while len(self._kept) > self._kept_limit:
                self._kept.popitem(last=False)
        return reading

    def refuse(self, sequence: int) -> StoredReading | None:
        """It will never count: forget it. None for one that is not pending."""
        return self._forget(sequence)

    def find(self, sequence: int) -> StoredReading | None:
        """A pending reading that was sent."""
        reading = self._pending.get(sequence)
        return reading if reading is not None and reading.publications else None

    def again(self, sequence: int) -> None:
        """Send a pending reading that is in flight once more, with the backlog."""
        if self._in_flight.land(sequence):
            self._backlog.append(sequence)

    def ask_again(self, ranges: Iterable[SequenceRange]) -> int:
        """Send what there is of these once more; how many of the acknowledged that is."""
        wanted = list(ranges)
        found = [
            sequence
            for sequence in self._kept
            if any(span.first <= sequence <= span.last for span in wanted)
        ]
        for sequence in found:
            self._pending[sequence] = self._kept.pop(sequence)
            self._pending.move_to_end(sequence, last=False)
            self._backlog.append(sequence)
        return len(found)

    def unsent(self) -> Iterator[StoredReading]:
        """Pending readings nobody has seen."""
        return (reading for reading in self._pending.values() if not reading.publications)

    def give_up_overdue(self, sent_before_s: float) -> int:
        """To the backlog with what has been in flight since before then; how many that is."""
        overdue = self._in_flight.land_overdue(sent_before_s)
        self._backlog.extend(overdue)
        return len(overdue)

    def give_up_all(self) -> None:
        """To the backlog with all that is in flight: the connection is gone."""
        self._backlog.extend(self._in_flight.land_all())

    def _take(self, queue: deque[int], now_s: float) -> StoredReading | None:
        reading = self._next(queue)
        return None if reading is None else self._send(reading, now_s)

    def _next(self, queue: deque[int]) -> StoredReading | None:
        while queue:
            reading = self._pending.get(queue.popleft())
            if reading is not None and reading.sequence not in self._in_flight:
                return reading  # else it was acknowledged or overwritten meanwhile
        return None

    def _send(self, reading: StoredReading, now_s: float) -> StoredReading:
        if not reading.publications:
            reading.first_sent_s = now_s
        reading.publications += 1
        self._in_flight.send(reading.sequence, now_s)
        return reading

    def _forget(self, sequence: int) -> StoredReading | None:
        if self.find(sequence) is None:
            return None
        self._in_flight.land(sequence)
        return self._pending.pop(sequence)
