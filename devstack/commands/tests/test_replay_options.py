import argparse
import math
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from devstack.commands.replay_options import (
    add_replay_arguments,
    days,
    moment,
    replay_options,
    speed,
)
from devstack.recordings.clock_mapping import TimeMapping
from devstack.recordings.csv_files.units import Unit
from devstack.replay.prepared import ReplayOptions


def options(*given: str) -> ReplayOptions:
    parser = argparse.ArgumentParser()
    add_replay_arguments(parser)
    return replay_options(parser.parse_args(given))


def test_without_options_it_ends_now_and_keeps_clock_hours() -> None:
    plain = options("--load", "load.csv")
    assert (plain.load, plain.pv) == (Path("load.csv"), None)
    assert (plain.mapping, plain.align_s, plain.speed) == (TimeMapping.ENDING_NOW, 3600.0, None)
    assert plain.csv.zone == "Europe/Rome"


def test_dates_without_an_offset_are_of_the_files_zone() -> None:
    chosen = options(
        "--zone", "Europe/Stockholm", "--from", "2014-10-05", "--to", "2014-10-06T12:00Z"
    )
    assert chosen.period.begin == datetime(2014, 10, 5, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert chosen.period.end == datetime.fromisoformat("2014-10-06T12:00Z")


def test_units_and_times_by_their_names() -> None:
    chosen = options("--unit", "kWh", "--time", "as-recorded", "--speed", "max", "--align", "day")
    assert (chosen.csv.unit, chosen.mapping) == (Unit.KWH, TimeMapping.AS_RECORDED)
    assert (chosen.speed, chosen.align_s) == (math.inf, 86_400.0)


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "fast", ""])
def test_what_is_no_speed_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        speed(text)


@pytest.mark.parametrize("text", ["0", "40000", "two"])
def test_what_is_no_number_of_days_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        days(text)


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="no date"):
        moment("yesterday")
