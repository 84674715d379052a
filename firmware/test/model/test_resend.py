"""What the gateway misses it asks for by its rules until the device has sent it (FR10.2)."""

import ctypes
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from firmware.test.model.core import LIBRARY, opaque
from firmware.test.model.test_app import MINUTE_MS, SIZE, status_of
from services.device_gateway.domain.readings.numbering import Numbering, ResendRules, look_at
from services.device_gateway.domain.readings.sequences import NumberSet
from services.device_gateway.outbound.readings.resend_notes import ResendNotes

BEGAN = datetime(2026, 6, 21, 12, tzinfo=UTC)

_P = ctypes.c_char_p
LIBRARY.device_sim_lose.argtypes = [_P, ctypes.c_uint32]
LIBRARY.device_sim_lose.restype = None
LIBRARY.device_sim_has.argtypes = [_P, ctypes.c_uint32]
LIBRARY.device_sim_has.restype = ctypes.c_bool


class Line:
    """Carries the gateway's notes to the device."""

    def __init__(self, sim: ctypes.Array[ctypes.c_char]) -> None:
        self._sim = sim

    def send(self, notes: Sequence[tuple[str, bytes]]) -> None:
        for topic, payload in notes:
            LIBRARY.device_sim_say(self._sim, topic.rpartition("/")[2].encode(), payload)


@settings(max_examples=15)
@given(st.integers(20, 90), st.sets(st.integers(1, 80), max_size=60), st.booleans())
def test_what_is_missing_is_asked_for_and_comes(
    minutes: int, lost: set[int], power_fails: bool
) -> None:
    sim = opaque(SIZE)
    LIBRARY.device_sim_init(sim)
    LIBRARY.device_sim_run(sim, minutes * MINUTE_MS)
    for number in lost:
        LIBRARY.device_sim_lose(sim, number)
    if power_fails:
        LIBRARY.device_sim_power_cycle(sim, 5000)
    LIBRARY.device_sim_run(sim, MINUTE_MS)
    now, notes = BEGAN, ResendNotes(Line(sim))
    numbering = heard(sim, None, now)
    for _ in range(4):
        look = look_at(numbering, now, ResendRules())
        notes.ask([("MG-1", look.ask)] if look.ask.spans else [])
        LIBRARY.device_sim_run(sim, 2 * MINUTE_MS)
        now += timedelta(minutes=2)
        numbering = heard(sim, look.numbering, now)

    newest = status_of(sim).newest_sequence
    assert newest is not None
    assert status_of(sim).oldest_sequence == 0
    assert all(LIBRARY.device_sim_has(sim, number) for number in range(newest + 1))


def heard(sim: ctypes.Array[ctypes.c_char], before: Numbering | None, now: datetime) -> Numbering:
    """What the gateway knows by what it has and by the device's newest status."""
    status = status_of(sim)
    assert status.newest_sequence is not None
    there = [n for n in range(status.newest_sequence + 1) if LIBRARY.device_sim_has(sim, n)]
    settled = NumberSet.of([(number, number) for number in there])
    new = Numbering(
        settled=settled,
        latest=there[-1],
        oldest_held=status.oldest_sequence,
        newest_made=status.newest_sequence,
        heard_at=now,
    )
    if before is None:
        return new
    return replace(before, settled=settled, latest=there[-1], heard_at=now)
