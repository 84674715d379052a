import argparse

import pytest

from devstack.commands.options import base_port, duration_s


@pytest.mark.parametrize(
    ("text", "seconds"), [("90", 90), ("1.5s", 1.5), ("5m", 300), ("1h", 3600)]
)
def test_durations(text: str, seconds: float) -> None:
    assert duration_s(text) == seconds


@pytest.mark.parametrize("text", ["", "0s", "-5s", "5d", "nan", "s"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        duration_s(text)


@pytest.mark.parametrize("text", ["80", "65535", "x", "-1"])
def test_a_base_port_leaves_room_for_the_others(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        base_port(text)
