"""What `replay` can be told about files, time and speed."""

import argparse
import math
from datetime import datetime
from pathlib import Path
from typing import Final

from devstack.commands.options import cadence_s
from devstack.recordings.clock_mapping import AS_FAST_AS_ACKNOWLEDGED, TimeMapping
from devstack.recordings.csv_files.reader import DEFAULT_ZONE, CsvOptions
from devstack.recordings.csv_files.stamps import zone_named
from devstack.recordings.csv_files.units import Unit
from devstack.replay.prepared import Period, ReplayOptions

_ALIGNMENTS_S: Final = {"hour": 3600.0, "day": 86_400.0}
_MAX: Final = "max"
_MOST_DAYS: Final = 36_500


def speed(text: str) -> float:
    """How many times recorded time, or as fast as acknowledged. Raises ArgumentTypeError."""
    if text == _MAX:
        return AS_FAST_AS_ACKNOWLEDGED
    return _positive(text, math.inf, f"{text!r} is neither a number above 0 nor {_MAX}")


def days(text: str) -> float:
    """A number of days. Raises ArgumentTypeError."""
    return _positive(text, _MOST_DAYS, f"{text!r} is no number of days up to {_MOST_DAYS:,}")


def moment(text: str) -> datetime:
    """A date, with or without time and offset. Raises ArgumentTypeError."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date such as 2026-06-21 or 2026-06-21T10:15"
        ) from None


def add_replay_arguments(parser: argparse.ArgumentParser) -> None:
    """Files, their meaning, the part of them, and how it is played."""
    _add_file_arguments(parser)
    _add_time_arguments(parser)


def replay_options(arguments: argparse.Namespace) -> ReplayOptions:
    """What `add_replay_arguments` describes. Raises CsvError for an unknown zone."""
    zone = zone_named(arguments.zone)

    def placed(given: datetime | None) -> datetime | None:
        return given if given is None or given.tzinfo is not None else given.replace(tzinfo=zone)

    return ReplayOptions(
        load=arguments.load,
        pv=arguments.pv,
        csv=CsvOptions(
            unit=arguments.unit,
            pv_unit=arguments.pv_unit,
            zone=arguments.zone,
            stamp=arguments.stamp,
            missing_pv=arguments.missing_pv,
        ),
        period=Period(
            begin=placed(arguments.begin), end=placed(arguments.end), days=arguments.days
        ),
        mapping=arguments.time,
        align_s=_ALIGNMENTS_S[arguments.align],
        speed=arguments.speed,
        cadence_s=arguments.cadence,
        interpolate=arguments.interpolate,
    )


def _add_file_arguments(parser: argparse.ArgumentParser) -> None:
    files = parser.add_argument_group("files")
    files.add_argument(
        "--load",
        type=Path,
        metavar="CSV",
        help="consumption: a timestamp, then a column a facility (make: LOAD=...)",
    )
    files.add_argument("--pv", type=Path, metavar="CSV", help="production, likewise (make: PV=...)")
    for option, meaning in (
        ("--unit", "W, kW, Wh or kWh per interval (default: detected)"),
        ("--pv-unit", "of the production, where it differs"),
    ):
        files.add_argument(option, type=Unit, choices=list(Unit), metavar="UNIT", help=meaning)
    files.add_argument(
        "--zone",
        default=DEFAULT_ZONE,
        help="of stamps without offset: a name or +01:00 (default: %(default)s)",
    )
    files.add_argument(
        "--stamp",
        choices=("begin", "end"),
        default="begin",
        help="which end of its interval a stamp is (default: %(default)s)",
    )
    files.add_argument(
        "--missing-pv",
        choices=("skip", "zero"),
        default="skip",
        help="a load without a production: no reading, or no production (default: %(default)s)",
    )


def _add_time_arguments(parser: argparse.ArgumentParser) -> None:
    when = parser.add_argument_group("time")
    when.add_argument(
        "--time",
        type=TimeMapping,
        choices=list(TimeMapping),
        default=TimeMapping.ENDING_NOW,
        metavar="MAPPING",
        help="ending-now (default), starting-now or as-recorded",
    )
    when.add_argument(
        "--align",
        choices=tuple(_ALIGNMENTS_S),
        default="hour",
        help="ending-now keeps clock hours (default), or the time of day: up to a day before now",
    )
    when.add_argument(
        "--speed",
        type=speed,
        metavar="TIMES",
        help="recorded time per real time, or max: as fast as acknowledged "
        "(default: max; 1 with --time starting-now)",
    )
    when.add_argument(
        "--cadence",
        type=cadence_s,
        metavar="SECONDS",
        help="resample: the time between two readings of a device (default: as recorded)",
    )
    when.add_argument(
        "--interpolate",
        choices=("step", "linear"),
        default="linear",
        help="how to resample to finer steps; energy is kept (default: %(default)s)",
    )
    when.add_argument(
        "--from", dest="begin", type=moment, metavar="DATE", help="leave out what is earlier"
    )
    when.add_argument("--to", dest="end", type=moment, metavar="DATE", help="or later")
    when.add_argument("--days", type=days, help="so many days from --from, else to --to or the end")


def _positive(text: str, most: float, problem: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < most:
        raise argparse.ArgumentTypeError(problem)
    return number
