"""What one device has said of its readings, over all its processes."""

from array import array
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from devstack.devices.program.events import Event
from devstack.devices.tally import Counters
from devstack.recordings.recording import PowerSeries

_MILLIWATTS: Final = 1000.0


class Measured(NamedTuple):
    """A reading when it got its number."""

    stamp_ms: int
    """By the device's clock; 0: it did not know the time."""
    power_mw: int
    at_ms: int
    """By the machine's clock."""


class Record:
    """Readings that are not answered, and what became of the others."""

    def __init__(self, counters: Counters) -> None:
        """`counters`: of the fleet, which count the device in."""
        self._counters = counters
        self._waiting: dict[int, Event] = {}
        self._sent_ms: dict[int, int] = {}
        self._numbers = array("q")
        self._stamps_ms = array("q")
        self._powers_mw = array("q")
        self._measured_ms = array("q")
        self.refused: set[int] = set()
        """What the system refused and has not taken since."""

    @property
    def pending(self) -> int:
        """Readings measured and not answered."""
        return len(self._waiting)

    @property
    def acknowledged_count(self) -> int:
        """Readings that the system has."""
        return len(self._numbers)

    def begin_wait(self) -> Callable[[], bool]:
        """Whether all that is pending now has been answered."""
        newest = max(self._waiting, default=-1)
        return lambda: not any(number <= newest for number in self._waiting)

    def readings(self) -> dict[int, Measured]:
        """All of them by number, as they were when they were measured."""
        columns = (self._numbers, self._stamps_ms, self._powers_mw, self._measured_ms)
        answered = {number: Measured(*said) for number, *said in zip(*columns, strict=True)}
        return answered | {number: _measured(event) for number, event in self._waiting.items()}

    def measured(self, event: Event) -> None:
        """A reading got its number."""
        assert event.sequence is not None
        self._waiting[event.sequence] = event
        self._counters.measured += 1

    def sent(self, event: Event) -> None:
        """It is on its way, once more or for the first time."""
        for number in event.sequences:
            if number not in self._waiting:
                continue
            if number in self._sent_ms:
                self._counters.resent += 1
            else:
                self._sent_ms[number] = event.at_ms
                self._counters.sent += 1

    def answered(self, event: Event) -> None:
        """The system took it, or not as it is; what an earlier run measured is left out."""
        for number in event.sequences:
            reading = self._waiting.pop(number, None)
            if reading is None:
                continue
            self._counters.acknowledged += 1
            sent_ms = self._sent_ms.pop(number, event.at_ms)
            self._counters.latencies.add(float(event.at_ms - sent_ms))
            self._numbers.append(number)
            measured = _measured(reading)
            self._stamps_ms.append(measured.stamp_ms)
            self._powers_mw.append(measured.power_mw)
            self._measured_ms.append(measured.at_ms)
        self.refused.difference_update(event.sequences)
        self.refused.update(self._waiting.keys() & set(event.refused))

    def acknowledged(self) -> PowerSeries:
        """In order of time, as the device stamped them; 0 where it did not know the time."""
        stamps_ms = np.array(self._stamps_ms, dtype=np.int64)
        order = np.argsort(stamps_ms, kind="stable")
        powers_w = np.array(self._powers_mw, dtype=np.float64) / _MILLIWATTS
        return PowerSeries(stamps_ms[order], powers_w[order])


def _measured(event: Event) -> Measured:
    return Measured(event.stamp_ms or 0, event.power_mw, event.at_ms)
