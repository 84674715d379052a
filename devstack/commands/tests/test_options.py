import argparse

import pytest

from devstack.commands.options import base_port, cadence_s, duration_s, facility_count, pace


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


def test_paces_cadences_and_counts() -> None:
    assert (pace("60"), cadence_s("2.5s"), facility_count("20")) == (60.0, 2.5, 20)


@pytest.mark.parametrize("text", ["0.5", "0", "nan", "inf", "fast"])
def test_what_is_no_pace_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        pace(text)


@pytest.mark.parametrize("text", ["0.1", "7200", "often"])
def test_what_is_no_cadence_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        cadence_s(text)


@pytest.mark.parametrize("text", ["0", "501", "-3", "1.5"])
def test_what_is_no_number_of_facilities_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        facility_count(text)
