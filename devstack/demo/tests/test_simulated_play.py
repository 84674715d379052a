from contextlib import aclosing
from datetime import UTC, datetime

import numpy as np

from devstack.demo.simulated_play import SimulatedPlay, simulated_profiles
from devstack.recordings.recording import Recording, to_ms

BEGIN = datetime(2026, 6, 21, 10, 15, 3, tzinfo=UTC)


async def test_chunks_follow_one_another_without_a_gap() -> None:
    play = SimulatedPlay(facilities=2, begin=BEGIN, cadence_s=70.0, speed=60.0)
    chunks: list[Recording] = []
    async with aclosing(play.recordings()) as recordings:
        async for recording in recordings:
            chunks.append(recording)
            if len(chunks) == 3:
                break
    for name in chunks[0].facilities:
        stamps_ms = np.concatenate([chunk.series[name].end_ms for chunk in chunks])
        assert set(np.diff(stamps_ms).tolist()) == {70_000}
        assert 0 < stamps_ms[0] - to_ms(BEGIN) <= 70_000


def test_more_facilities_leave_the_others_as_they_were() -> None:
    assert simulated_profiles(3) == simulated_profiles(5)[:3]
