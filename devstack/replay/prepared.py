"""From files and options to what will be played, or a message that says what cannot be."""

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from devstack.devices.settings import STATUS_EVERY_S, FleetSettings
from devstack.recordings.clock_mapping import (
    AS_FAST_AS_ACKNOWLEDGED,
    ClockMapping,
    TimeMapping,
    map_clock,
)
from devstack.recordings.csv_files.findings import CsvReport
from devstack.recordings.csv_files.reader import CsvOptions, read_csv
from devstack.recordings.profiles import FacilityProfile, infer_profiles
from devstack.recordings.recording import Recording, RecordingError, from_ms
from devstack.recordings.resampling import Method, resample

MAX_POWER_W: Final = 2_000_000.0
"""What the device gateway believes of one facility."""
_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_USUAL_AGE_DAYS: Final = 400
_HOUR_MS: Final = 3_600_000
_LIVE: Final = 1.0
_APART: Final = timedelta(minutes=5)
_NARROWEST_WINDOW: Final = 2
_WIDEST_WINDOW: Final = 64
_SHORTEST_CADENCE_S: Final = 1.0
_LONGEST_CADENCE_S: Final = 86_400.0
"""Of a status, by the contract (libs/contracts/mqtt/status.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A part of a recording: from, to, and a length that stands for the missing one of both."""

    begin: datetime | None = None
    end: datetime | None = None
    days: float | None = None

    def of(self, recording: Recording) -> Recording:
        """That part; with `days` alone the last ones. Raises RecordingError."""
        if self == Period():
            return recording
        length = None if self.days is None else timedelta(days=self.days)
        begin, end = self.begin, self.end
        if length is not None and begin is not None:
            end = begin + length
        elif length is not None:
            begin = (end or recording.ends_at) - length
        try:
            return recording.window(begin or recording.begins_at, end or recording.ends_at)
        except RecordingError as error:
            raise RecordingError(
                f"nothing was recorded in that time; the recording goes from "
                f"{recording.begins_at.isoformat()} to {recording.ends_at.isoformat()}"
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayOptions:
    """What a person wants. `speed` None: 1 for starting-now, else as fast as acknowledged."""

    load: Path | None
    pv: Path | None
    csv: CsvOptions
    period: Period
    mapping: TimeMapping
    align_s: float
    """Times are moved by multiples of this: an hour keeps clock hours, a day the time of day."""
    speed: float | None
    cadence_s: float | None
    interpolate: Method


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedReplay:
    """What will be played, by whom, when and how fast."""

    report: CsvReport
    recording: Recording
    profiles: tuple[FacilityProfile, ...]
    clock: ClockMapping

    @property
    def begins_at(self) -> datetime:
        """Begin of the first interval in the system's time."""
        return from_ms(self.clock.system_ms(self.recording.first_ms) - self.recording.interval_ms)

    @property
    def ends_at(self) -> datetime:
        """The last reading's stamp in the system's time."""
        return from_ms(self.clock.system_ms(self.recording.last_ms))

    @property
    def known_since(self) -> datetime:
        """When devices and memberships must begin: a whole hour, so that no quarter is cut."""
        begin_ms = self.clock.system_ms(self.recording.first_ms) - self.recording.interval_ms
        return max(_EARLIEST, from_ms(begin_ms // _HOUR_MS * _HOUR_MS))

    def settings(self, now: datetime) -> dict[str, dict[str, object]]:
        """What services must be told so that they believe readings this old."""
        age_days = math.ceil((now - self.begins_at) / timedelta(days=1)) + 1
        if age_days <= _USUAL_AGE_DAYS:
            return {}
        return {"device_gateway": {"max_reading_age_days": age_days}}

    def fleet_settings(self) -> FleetSettings:
        """At a pace, the usual ones. As fast as acknowledged, devices stay close together in time.

        One that ran ahead would make the others look silent to the live balance.
        """
        said = FleetSettings(
            status_every_s=STATUS_EVERY_S,
            cadence_s=min(max(_SHORTEST_CADENCE_S, self.recording.interval_s), _LONGEST_CADENCE_S),
        )
        if self.clock.paced:
            return said
        steps = int(_APART.total_seconds() / self.recording.interval_s)
        window = max(_NARROWEST_WINDOW, min(_WIDEST_WINDOW, steps))
        return replace(said, window=window, buffer_readings=window)


def prepare(options: ReplayOptions, now: datetime) -> PreparedReplay:
    """Read, cut, resample and place in time. Raises CsvError, RecordingError."""
    _check_files(options)
    speed = _speed(options)
    recorded, report = read_csv(options.load, options.pv, options.csv)
    recording = _without_silent(options.period.of(recorded))
    profiles = infer_profiles(recording)
    if options.cadence_s is not None:
        recording = resample(recording, cadence_s=options.cadence_s, method=options.interpolate)
    _check_powers(recording)
    clock = map_clock(
        recording, mapping=options.mapping, now=now, speed=speed, align_s=options.align_s
    )
    prepared = PreparedReplay(report=report, recording=recording, profiles=profiles, clock=clock)
    if prepared.begins_at < _EARLIEST:
        raise RecordingError(
            f"the recording begins in {prepared.begins_at.year}; the books begin in "
            f"{_EARLIEST.year}: leave out --time as-recorded"
        )
    return prepared


def _check_files(options: ReplayOptions) -> None:
    files = [path for path in (options.load, options.pv) if path is not None]
    if not files:
        raise RecordingError(
            "name a file: make replay LOAD=load.csv PV=pv.csv (either one will do); "
            "without files, make demo simulates a community"
        )
    for path in files:
        if not path.is_file():
            raise RecordingError(f"there is no file {path}")


def _speed(options: ReplayOptions) -> float:
    starting_now = options.mapping is TimeMapping.STARTING_NOW
    if options.speed is None:
        return _LIVE if starting_now else AS_FAST_AS_ACKNOWLEDGED
    if starting_now and options.speed > _LIVE:
        raise RecordingError(
            "--time starting-now plays at --speed 1 at most: what is recorded for later today "
            "cannot be measured before. Leave out --speed, or use --time ending-now"
        )
    return options.speed


def _without_silent(recording: Recording) -> Recording:
    """Facilities of which nothing is known in that time take no part."""
    heard = tuple(name for name, series in recording.series.items() if len(series))
    return recording.only(heard)


def _check_powers(recording: Recording) -> None:
    for name, series in recording.series.items():
        highest_w = float(np.abs(series.power_w).max(initial=0.0))
        if highest_w > MAX_POWER_W:
            raise RecordingError(
                f"{name} has {highest_w / 1000:,.0f} kW, more than the {MAX_POWER_W / 1000:,.0f} "
                "kW that any facility can have: is the unit right? See --unit and --pv-unit"
            )
