"""FR2.3: what is remembered of ended sessions, and for how long."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.ended_sessions import KEPT_S, EndedSessions


class _Seconds:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@given(
    steps=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 5)), max_size=60),
    max_kept=st.integers(1, 4),
)
def test_the_newest_ends_are_known_and_memory_is_bounded(
    steps: list[tuple[int, int]], max_kept: int
) -> None:
    clock = _Seconds()
    ended = EndedSessions(max_kept=max_kept, monotonic_s=clock)
    heard: dict[int, float] = {}
    for wait_s, number in steps:
        clock.now_s += wait_s
        ended.add(UUID(int=number))
        heard.pop(number, None)
        heard[number] = clock.now_s
        fresh = [each for each, at_s in heard.items() if clock.now_s - at_s < KEPT_S]
        expected = fresh[-max_kept:]
        assert [n for n in range(6) if UUID(int=n) in ended] == sorted(expected)
        assert len(ended) == len(expected)


def test_an_end_heard_again_is_kept_anew() -> None:
    clock = _Seconds()
    ended = EndedSessions(monotonic_s=clock)
    ended.add(UUID(int=1))
    clock.now_s = KEPT_S - 1
    ended.add(UUID(int=1))
    clock.now_s = KEPT_S + 1
    ended.add(UUID(int=2))
    assert UUID(int=1) in ended
