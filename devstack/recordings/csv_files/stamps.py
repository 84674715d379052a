"""Timestamps of any usual notation to instants, clock changes included."""

import re
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import numpy.typing as npt
import pandas as pd

from devstack.recordings.csv_files.findings import CsvError, Finding, Findings
from devstack.recordings.recording import Instants

_STAMP: Final = re.compile(
    r"^\s*(?:(?P<y1>\d{4})(?P<sep>[-/.]?)(?P<mo1>\d{1,2})(?P=sep)(?P<d1>\d{1,2})"
    r"|(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y2>\d{4}|\d{2}))"
    r"(?:(?:T|\s)\s*(?P<h>\d{1,2})[:.]?(?P<mi>\d{2})(?:[:.]?(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?\s*$"
)
_EPOCH: Final = re.compile(r"^\s*\d{10}(?:\d{3})?(?:\.0*)?\s*$")
_EPOCH_MS_FROM: Final = 10**11
_OFFSET: Final = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_NOON: Final = 12
_CENTURY: Final = 2000
_SIXTY: Final = 60
_DAY_MS: Final = 86_400_000
_FULL_YEAR: Final = 100
_HOUR: Final = pd.Timedelta(hours=1)
_YEARS: Final = range(1970, 2200)

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Stamps:
    """Instants in the file's order; `shifted` marks those of an hour that a clock skipped."""

    instants_ms: Instants
    shifted: Flags


def begins_with_stamp(cell: str) -> bool:
    """Whether the cell is a date, a date with time, or seconds (ms) since 1970."""
    return bool(_STAMP.match(cell) or _EPOCH.match(cell))


def zone_named(name: str) -> tzinfo:
    """`Europe/Rome`, `UTC`, `+01:00`. Raises CsvError for another text."""
    found = _OFFSET.fullmatch(name.strip())
    if found:
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if offset < timedelta(days=1):
            return timezone(-offset if found[1] == "-" else offset)
    try:
        return ZoneInfo(name.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise CsvError(
            f"unknown zone {name!r}: use a name such as Europe/Rome or an offset such as +01:00"
        ) from None


def read_stamps(text: "pd.Series[str]", *, path: Path, zone: tzinfo, findings: Findings) -> Stamps:
    """Instants of the stamps; the index of `text` holds line numbers (from 1).

    Raises CsvError naming the line of a stamp that is none.
    """
    if bool(text.str.match(_EPOCH).all()):
        findings.assume("times are counted from 1970")
        numbers = text.astype(float).to_numpy()
        factor = np.where(numbers < _EPOCH_MS_FROM, 1000.0, 1.0)
        instants = np.rint(numbers * factor).astype(np.int64)
        return Stamps(instants, np.zeros(len(text), dtype=np.bool_))
    parts = text.str.extract(_STAMP)
    local = _local(parts, findings)
    wrong = ~local.dt.year.isin(_YEARS).to_numpy()
    if wrong.any():
        position = int(np.argmax(wrong))
        raise CsvError(
            f"{path}, line {text.index[position]}: {text.iloc[position]!r} is not a date and time "
            f"(from {_YEARS.start} to {_YEARS.stop - 1})"
        )
    return _instants(local, parts["offset"], zone, findings)


def _local(parts: pd.DataFrame, findings: Findings) -> "pd.Series[pd.Timestamp]":
    year_first = parts["y1"].notna()
    day_first = _date(parts, year_first, day="a", month="b")
    if year_first.all():
        return _with_time(day_first, parts)
    month_first = _date(parts, year_first, day="b", month="a")
    chosen, name = day_first, "day/month/year"
    if _regularity(month_first) > _regularity(day_first):
        chosen, name = month_first, "month/day/year"
    findings.assume(f"dates are {name}")
    return _with_time(chosen, parts)


def _date(
    parts: pd.DataFrame, year_first: "pd.Series[bool]", *, day: str, month: str
) -> "pd.Series[pd.Timestamp]":
    year = _number(parts["y2"])
    year = year.where(year >= _FULL_YEAR, year + _CENTURY)
    fields = {
        "year": _number(parts["y1"]).where(year_first, year),
        "month": _number(parts["mo1"]).where(year_first, _number(parts[month])),
        "day": _number(parts["d1"]).where(year_first, _number(parts[day])),
    }
    return pd.to_datetime(pd.DataFrame(fields), errors="coerce")


def _regularity(days: "pd.Series[pd.Timestamp]") -> float:
    """Share of rows that stay on the day or go to the next: low where day and month are swapped."""
    if days.isna().any():
        return -1.0
    steps = days.diff().abs().iloc[1:]
    return float((steps <= pd.Timedelta(days=1)).mean()) if len(steps) else 0.0


def _with_time(days: "pd.Series[pd.Timestamp]", parts: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """The day plus the time; 24:00 is the next day's begin."""
    hour, minute, second = (_number(parts[name]).fillna(0) for name in ("h", "mi", "s"))
    half = parts["half"].str[0].str.upper()
    hour = hour.where(half.isna(), hour % _NOON + (half == "P") * _NOON)
    fraction_ms = _number("0." + parts["f"].fillna("0")) * 1000
    total_ms = ((hour * 60 + minute) * 60 + second) * 1000 + fraction_ms.round()
    valid = (total_ms <= _DAY_MS) & (minute < _SIXTY) & (second < _SIXTY)
    return (days + pd.to_timedelta(total_ms, unit="ms")).where(valid)


def _number(text: "pd.Series[str]") -> "pd.Series[float]":
    return pd.to_numeric(text, errors="coerce").astype(float)


def _instants(
    local: "pd.Series[pd.Timestamp]", offsets: "pd.Series[str]", zone: tzinfo, findings: Findings
) -> Stamps:
    naive_ms = _ms(pd.DatetimeIndex(local))
    has_offset = offsets.notna().to_numpy()
    shifted = np.zeros(len(local), dtype=np.bool_)
    instants = naive_ms - _offset_ms(offsets)
    if has_offset.any():
        findings.assume("stamps carry their offset" + ("" if has_offset.all() else ", not all"))
    if not has_offset.all():
        findings.assume(f"local times of {zone}" + _newest_first(naive_ms))
        alone = pd.Series(local.to_numpy()[~has_offset])
        instants[~has_offset], shifted[~has_offset] = _localized(alone, zone, findings)
    return Stamps(instants, shifted)


def _newest_first(naive_ms: Instants) -> str:
    return ", newest row first" if _descends(naive_ms) else ""


def _descends(instants: Instants) -> bool:
    steps = np.diff(instants)
    return bool((steps < 0).sum() > (steps > 0).sum())


def _offset_ms(offsets: "pd.Series[str]") -> Instants:
    parts = offsets.fillna("Z").str.extract(r"^(?P<sign>[+-])(?P<h>\d{2}):?(?P<m>\d{2})$")
    minutes = _number(parts["h"]).fillna(0) * 60 + _number(parts["m"]).fillna(0)
    signed = minutes.where(parts["sign"] != "-", -minutes)
    return (signed * 60_000).to_numpy().astype(np.int64)


def _localized(
    local: "pd.Series[pd.Timestamp]", zone: tzinfo, findings: Findings
) -> tuple[Instants, Flags]:
    """Local times as instants.

    The repeated hour of autumn: the first row with a time is summer's, the second winter's (the
    other way round where the newest row comes first). The skipped hour of spring: an hour later.
    """
    index = pd.DatetimeIndex(local)
    sure = index.tz_localize(zone, ambiguous="NaT", nonexistent=_HOUR)
    ambiguous = np.asarray(sure.isna())
    skipped = np.asarray(index.tz_localize(zone, ambiguous=False, nonexistent="NaT").isna())
    passes = local.groupby(local).cumcount(ascending=not _descends(_ms(index))).to_numpy()
    times = index.tz_localize(zone, ambiguous=passes == 0, nonexistent=_HOUR)
    findings.count(Finding.REPEATED_HOUR, int(ambiguous.sum()))
    findings.count(Finding.SKIPPED_HOUR, int(skipped.sum()))
    unmoved = bool(ambiguous.any()) and not bool((passes[ambiguous] > 0).any())
    if unmoved or skipped.any():
        changed = index[ambiguous | skipped][0].date()
        findings.assume(
            f"the rows show no clock change on {changed}: if the meter's clock keeps one offset "
            f"all year, give it as the zone ({_standard_offset(zone, index[0])})"
        )
    return _ms(times.tz_convert(UTC)), skipped


def _standard_offset(zone: tzinfo, moment: pd.Timestamp) -> str:
    halves = (pd.Timestamp(year=moment.year, month=month, day=1, tz=zone) for month in (1, 7))
    text = min(halves, key=lambda half: half.utcoffset() or timedelta()).strftime("%z")
    return f"{text[:3]}:{text[3:]}"


def _ms(index: pd.DatetimeIndex) -> Instants:
    return index.as_unit("ms").asi8.astype(np.int64)
