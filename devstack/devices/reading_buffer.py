"""What a device has measured and nobody has answered yet. No I/O; time is given."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from devstack.devices.in_flight import InFlight
from devstack.devices.settings import FleetError


class BufferFullError(FleetError):
    """There is no place for another reading until one is forgotten."""


@dataclass(slots=True)
class BufferedReading:
    """A reading that waits to be acknowledged or refused."""

    sequence: int
    stamp_ms: int
    power_w: float
    measured_before_ms: int | None
    """Newest stamp measured before this one."""
    first_sent_s: float | None = None
    publications: int = 0


class ReadingBuffer:
    """Every reading is in exactly one place until it is forgotten: fresh, in flight, or again.

    Fresh ones are sent in the order they were measured. What was sent in vain is sent again, and
    before fresh ones, so that order is kept as well as it can be; but it gets at most half of the
    window, so that readings the system never answers hold up no others.
    """

    def __init__(self, *, window: int, limit: int, first_sequence: int = 0) -> None:
        self.capacity = limit
        self._window = window
        self._first_sequence = self._next_sequence = first_sequence
        self._newest_ms: int | None = None
        self._pending: dict[int, BufferedReading] = {}
        self._fresh: deque[int] = deque()
        self._again: deque[int] = deque()
        self._in_flight = InFlight()
        self._sent_again: set[int] = set()
        """Those of them that were sent before."""

    @property
    def pending(self) -> int:
        """How many readings are not forgotten."""
        return len(self._pending)

    @property
    def oldest_sequence(self) -> int | None:
        """The oldest reading that is not forgotten; None: all are."""
        return next(iter(self._pending), None)

    @property
    def newest_sequence(self) -> int | None:
        """The last number given; None before the first measurement."""
        newest = self._next_sequence - 1
        return newest if newest >= self._first_sequence else None

    @property
    def acknowledged_until_ms(self) -> int | None:
        """Newest stamp up to which everything measured is forgotten; None: nothing is."""
        oldest = next(iter(self._pending.values()), None)
        return self._newest_ms if oldest is None else oldest.measured_before_ms

    def add(self, stamp_ms: int, power_w: float) -> None:
        """Keep a reading. Raises BufferFullError."""
        if len(self._pending) >= self.capacity:
            raise BufferFullError(
                f"{self.capacity:,} readings wait to be acknowledged; there is no place for more"
            )
        sequence = self._next_sequence
        self._next_sequence += 1
        self._pending[sequence] = BufferedReading(sequence, stamp_ms, power_w, self._newest_ms)
        self._fresh.append(sequence)
        self._newest_ms = stamp_ms if self._newest_ms is None else max(stamp_ms, self._newest_ms)

    def take(self, now_s: float) -> BufferedReading | None:
        """The next reading to send, in flight from now on; None when there is none to send now."""
        if len(self._in_flight) >= self._window:
            return None
        reading = self._next_again() or self._next_fresh(now_s)
        if reading is not None:
            reading.publications += 1
            self._in_flight.send(reading.sequence, now_s)
        return reading

    def _next_again(self) -> BufferedReading | None:
        if len(self._sent_again) >= self._window // 2:
            return None
        while self._again:
            reading = self._pending.get(self._again.popleft())
            if reading is not None:  # else it was forgotten meanwhile
                self._sent_again.add(reading.sequence)
                return reading
        return None

    def _next_fresh(self, now_s: float) -> BufferedReading | None:
        if not self._fresh:
            return None
        reading = self._pending[self._fresh.popleft()]
        reading.first_sent_s = now_s
        return reading

    def forget(self, sequence: int) -> BufferedReading | None:
        """A reading that was answered, given up here; None when it was not sent, or is gone."""
        reading = self._pending.get(sequence)
        if reading is None or reading.first_sent_s is None:
            return None
        del self._pending[sequence]
        self._in_flight.land(sequence)
        self._sent_again.discard(sequence)
        return reading

    def give_up_overdue(self, sent_before_s: float) -> int:
        """Send again what has been in flight since before then; how many that is."""
        return self._give_up(self._in_flight.land_overdue(sent_before_s))

    def give_up_all(self) -> None:
        """Send again all that is in flight: the connection is gone."""
        self._give_up(self._in_flight.land_all())

    def _give_up(self, sequences: Sequence[int]) -> int:
        self._sent_again.difference_update(sequences)
        self._again.extend(sequences)
        return len(sequences)
