"""A reading is in the buffer from its measurement to its acknowledgement, whatever happens."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from devstack.devices.reading_buffer import BufferedReading, BufferFullError, ReadingBuffer

_WINDOW = 6
_LIMIT = 12


def buffer_of(stamps_ms: range, *, window: int = _WINDOW, limit: int = 100) -> ReadingBuffer:
    buffer = ReadingBuffer(window=window, limit=limit)
    for stamp_ms in stamps_ms:
        buffer.add(stamp_ms, float(stamp_ms))
    return buffer


def take_all(buffer: ReadingBuffer, now_s: float = 0.0) -> list[int]:
    """Sequences of everything that may be sent now."""
    taken = []
    while (reading := buffer.take(now_s)) is not None:
        taken.append(reading.sequence)
    return taken


def test_readings_leave_in_order_and_a_window_at_a_time() -> None:
    buffer = buffer_of(range(10))
    assert take_all(buffer) == [0, 1, 2, 3, 4, 5]
    buffer.forget(2)
    assert take_all(buffer) == [6]


def test_a_full_buffer_refuses_and_keeps_what_it_has() -> None:
    buffer = buffer_of(range(6), limit=6)
    with pytest.raises(BufferFullError, match="6 readings wait to be acknowledged"):
        buffer.add(6, 0.0)
    assert take_all(buffer) == [0, 1, 2, 3, 4, 5]
    buffer.forget(0)
    buffer.add(6, 0.0)
    assert take_all(buffer) == [6]


def test_readings_that_are_never_acknowledged_hold_up_no_others() -> None:
    refused = set(range(6))
    buffer = buffer_of(range(100))
    passed: set[int] = set()
    for now_s in range(100):
        for sequence in set(take_all(buffer, now_s)) - refused:
            passed.add(sequence)
            buffer.forget(sequence)
        buffer.give_up_overdue(now_s)
    assert passed == set(range(100)) - refused
    assert buffer.pending == len(refused)


def test_what_was_sent_in_vain_goes_before_what_was_never_sent() -> None:
    buffer = buffer_of(range(20))
    take_all(buffer)
    buffer.give_up_all()
    assert take_all(buffer) == [0, 1, 2, 6, 7, 8]


def test_only_what_was_sent_long_enough_ago_is_overdue() -> None:
    buffer = buffer_of(range(4))
    assert [buffer.take(1.0), buffer.take(2.0)] != [None, None]
    assert buffer.give_up_overdue(0.9) == 0
    assert buffer.give_up_overdue(1.0) == 1
    assert [again.sequence for again in [buffer.take(3.0)] if again] == [0]


def test_an_acknowledgement_of_what_was_never_sent_is_not_believed() -> None:
    """It belongs to a reading of an earlier life."""
    buffer = buffer_of(range(1))
    assert buffer.forget(0) is None
    assert buffer.forget(77) is None
    assert buffer.pending == 1


def test_acknowledged_until_stops_before_the_oldest_that_is_pending() -> None:
    buffer = buffer_of(range(100, 105))
    assert buffer.acknowledged_until_ms is None
    take_all(buffer)
    buffer.forget(1)
    assert buffer.acknowledged_until_ms is None
    buffer.forget(0)
    assert buffer.acknowledged_until_ms == 101
    for sequence in (4, 3, 2):
        buffer.forget(sequence)
    assert buffer.acknowledged_until_ms == 104


def test_an_older_stamp_measured_later_does_not_turn_acknowledged_until_back() -> None:
    buffer = buffer_of(range(0))
    for stamp_ms in (300, 100, 200):
        buffer.add(stamp_ms, 0.0)
    take_all(buffer)
    buffer.forget(0)
    buffer.forget(1)
    assert buffer.acknowledged_until_ms == 300
    buffer.forget(2)
    assert buffer.acknowledged_until_ms == 300


class AnyOrder(RuleBasedStateMachine):
    """Against a model that only knows which readings were measured, sent and acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.buffer = ReadingBuffer(window=_WINDOW, limit=_LIMIT)
        self.measured: list[int] = []
        self.sent: set[int] = set()
        self.acknowledged: set[int] = set()
        self.in_flight: dict[int, float] = {}
        """And when each was sent."""
        self.now_s = 0.0

    @precondition(lambda self: len(self.measured) - len(self.acknowledged) < _LIMIT)
    @rule()
    def measure(self) -> None:
        self.buffer.add(len(self.measured), 0.0)
        self.measured.append(len(self.measured))

    @rule()
    def send(self) -> None:
        reading = self.buffer.take(self.now_s)
        if reading is not None:
            self._has_left(reading)

    def _has_left(self, reading: BufferedReading) -> None:
        assert reading.sequence not in self.acknowledged
        assert reading.sequence not in self.in_flight
        assert reading.stamp_ms == self.measured[reading.sequence]
        assert (reading.publications > 1) == (reading.sequence in self.sent)
        self.in_flight[reading.sequence] = self.now_s
        self.sent.add(reading.sequence)

    @precondition(lambda self: self.measured)
    @rule(data=st.data())
    def acknowledge(self, data: st.DataObject) -> None:
        """Also late, twice, or from nowhere."""
        sequence = data.draw(st.sampled_from(self.measured))
        reading = self.buffer.forget(sequence)
        if sequence in self.sent - self.acknowledged:
            assert reading is not None
            self.acknowledged.add(sequence)
            self.in_flight.pop(sequence, None)
        else:
            assert reading is None

    @rule(patience_s=st.integers(0, 4))
    def lose_patience(self, patience_s: int) -> None:
        sent_before_s = self.now_s - patience_s
        overdue = [each for each, sent_s in self.in_flight.items() if sent_s <= sent_before_s]
        assert self.buffer.give_up_overdue(sent_before_s) == len(overdue)
        for sequence in overdue:
            del self.in_flight[sequence]

    @rule()
    def lose_connection(self) -> None:
        self.buffer.give_up_all()
        self.in_flight.clear()

    @rule(seconds=st.integers(1, 3))
    def wait(self, seconds: int) -> None:
        self.now_s += seconds

    @invariant()
    def nothing_is_dropped(self) -> None:
        assert self.buffer.pending == len(self.measured) - len(self.acknowledged)
        assert len(self.in_flight) <= _WINDOW

    def teardown(self) -> None:
        """Once all goes well, everything is acknowledged."""
        for _ in range(3 * _LIMIT):
            self.buffer.give_up_all()
            for sequence in take_all(self.buffer):
                self.buffer.forget(sequence)
        assert self.buffer.pending == 0


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(stateful_step_count=60)
