import pytest
from hypothesis import given
from hypothesis import strategies as st

from devstack.devices.patience import Patience

_SHORTEST_S, _LONGEST_S = 5.0, 60.0


def patience() -> Patience:
    return Patience(shortest_s=_SHORTEST_S, longest_s=_LONGEST_S)


def test_silence_doubles_the_wait_up_to_the_longest() -> None:
    waiting = patience()
    waits_s = []
    for _ in range(6):
        waits_s.append(waiting.wait_s)
        waiting.nothing_came()
    assert waits_s == [5, 10, 20, 40, 60, 60]


def test_a_system_that_usually_takes_long_gets_the_time() -> None:
    """6 s for each, as when a window waits behind a slow disk: nothing is sent twice."""
    waiting = patience()
    for _ in range(50):
        waiting.acknowledged(6.0, publications=1)
    assert waiting.wait_s == pytest.approx(24, abs=0.1)
    for _ in range(50):
        waiting.acknowledged(0.1, publications=1)
    assert waiting.wait_s == _SHORTEST_S


def test_what_was_sent_twice_teaches_nothing() -> None:
    waiting = patience()
    waiting.nothing_came()
    waiting.acknowledged(0.1, publications=2)
    assert waiting.wait_s == 10
    waiting.acknowledged(0.1, publications=1)
    assert waiting.wait_s == 5


@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.integers(1, 3)) | st.sampled_from(["silence", "anew"]))
)
def test_the_wait_has_its_bounds(events: list[tuple[float, int] | str]) -> None:
    waiting = patience()
    for event in events:
        if event == "silence":
            waiting.nothing_came()
        elif event == "anew":
            waiting.begin_anew()
        else:
            assert isinstance(event, tuple)
            waiting.acknowledged(*event)
        assert _SHORTEST_S <= waiting.wait_s <= _LONGEST_S
