"""One CSV file as a table of powers over instants."""

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from devstack.recordings.csv_files.findings import CsvError, FileReport, Finding, Findings
from devstack.recordings.csv_files.layout import DECIMAL_COMMA, Layout, read_layout
from devstack.recordings.csv_files.stamps import Stamps, read_stamps
from devstack.recordings.csv_files.units import Unit, choose_unit, watts_per_unit
from devstack.recordings.recording import MILLISECONDS, Instants, from_ms

_EMPTY: Final = ["-", "--", "---", "n.d.", "ND", "n/d", "?", "*"]
_SHORTEST_MS: Final = MILLISECONDS
_LONGEST_MS: Final = 3600 * MILLISECONDS
_UNEVEN: Final = 0.01
_MOST_ROWS_A_STAMP: Final = 2  # an export and its copy


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PowerTable:
    """Powers in W by facility (columns); the index holds the intervals' begins in ms, rising."""

    powers: pd.DataFrame
    interval_ms: int
    report: FileReport


def read_table(
    path: Path,
    *,
    unit: Unit | None,
    zone: tzinfo,
    stamp: Literal["begin", "end"],
) -> PowerTable:
    """Read one file. Raises CsvError, naming file and line where there is one."""
    findings = Findings()
    layout = read_layout(path, findings)
    raw = _rows(path, layout, findings)
    stamps = read_stamps(raw[0], path=path, zone=zone, findings=findings)
    values = _numbers(path, raw.drop(columns=0), layout, findings)
    rows = len(values)
    values, resolution_ms = _regular(path, values, stamps, findings)
    chosen = choose_unit(unit, layout.unit, values.to_numpy(), findings)
    findings.assume(f"a stamp is its interval's {stamp}")
    values *= watts_per_unit(chosen, resolution_ms / MILLISECONDS)
    if stamp == "end":
        values.index -= resolution_ms
    report = FileReport(
        path=path,
        rows=rows,
        columns=values.shape[1],
        resolution_s=resolution_ms / MILLISECONDS,
        first=from_ms(values.index[0]).astimezone(zone).isoformat(),
        last=from_ms(values.index[-1]).astimezone(zone).isoformat(),
        findings=findings,
    )
    return PowerTable(powers=values, interval_ms=resolution_ms, report=report)


def _rows(path: Path, layout: Layout, findings: Findings) -> pd.DataFrame:
    """All rows, blank ones left out; the index is the line's number in the file, from 1."""
    try:
        raw = pd.read_csv(
            path,
            sep=layout.separator,
            decimal=layout.decimal,
            encoding=layout.encoding,
            encoding_errors="replace",
            header=None,
            names=list(range(len(layout.names))),
            dtype={0: str},
            index_col=False,
            skiprows=layout.first_data_line,
            skip_blank_lines=False,
            skipinitialspace=True,
            na_values=_EMPTY,
            low_memory=False,
        )
    except (pd.errors.ParserError, UnicodeError) as error:
        reason = str(error).removeprefix("Error tokenizing data. C error: ").strip()
        raise CsvError(f"{path}: {reason} (separator {layout.separator!r})") from error
    raw.index = pd.RangeIndex(layout.first_data_line + 1, layout.first_data_line + 1 + len(raw))
    blank = raw.isna().all(axis=1)
    findings.count(Finding.BLANK_ROWS, int(blank.sum()))
    raw = raw[~blank]
    unstamped = raw[0].isna()
    if unstamped.any():
        raise CsvError(f"{path}, line {raw.index[unstamped][0]}: the first column is empty")
    return raw


def _numbers(path: Path, raw: pd.DataFrame, layout: Layout, findings: Findings) -> pd.DataFrame:
    columns: dict[str, npt.NDArray[np.float64]] = {}
    for position, name in enumerate(layout.names[1:], start=1):
        column = raw[position]
        given = int(column.notna().sum())
        numbers = _as_floats(column, layout.decimal)
        readable = ~np.isnan(numbers)
        unnamed = name == f"column {position + 1}"
        if not readable.any():
            only_a_trailing_separator = unnamed and not given
            findings.count(Finding.TEXT_COLUMNS, int(not only_a_trailing_separator))
            continue
        infinite = np.isinf(numbers)
        findings.count(Finding.INFINITE, int(infinite.sum()))
        findings.count(Finding.NOT_A_NUMBER, given - int(readable.sum()))
        findings.count(Finding.EMPTY_CELLS, len(column) - given)
        columns[name] = np.where(infinite, np.nan, numbers)
        findings.count(Finding.UNNAMED_COLUMNS, int(unnamed))
    if not columns:
        raise CsvError(f"{path}: no column has a number in it")
    table = pd.DataFrame(columns)
    findings.count(Finding.EQUAL_COLUMNS, _equal_columns(table))
    return table


def _as_floats(column: "pd.Series[float]", decimal: str) -> npt.NDArray[np.float64]:
    if column.dtype.kind in "fiu":
        return np.asarray(column, dtype=np.float64)
    text = column.astype(str).str.replace(r"[\s'\u00a0]", "", regex=True)
    # The head may have been a night of whole zeros.
    if decimal == "," or text.str.fullmatch(DECIMAL_COMMA).any():
        text = text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    return np.asarray(pd.to_numeric(text, errors="coerce"), dtype=np.float64)


def _equal_columns(table: pd.DataFrame) -> int:
    seen = {table[name].to_numpy().tobytes() for name in table.columns}
    return table.shape[1] - len(seen)


def _regular(
    path: Path, values: pd.DataFrame, stamps: Stamps, findings: Findings
) -> tuple[pd.DataFrame, int]:
    """Rows sorted, one a stamp, and the resolution."""
    instants = stamps.instants_ms
    ordered = instants[::-1] if _mostly_descending(instants) else instants
    findings.count(Finding.UNSORTED_ROWS, int((np.diff(ordered) < 0).sum()))
    values.index = pd.Index(instants)
    # Rows of a skipped hour go first, so that a real row with that stamp wins over them.
    order = np.lexsort((~stamps.shifted, instants))
    values = values.iloc[order]
    unique = values.groupby(level=0).last() if values.index.has_duplicates else values
    if len(values) > _MOST_ROWS_A_STAMP * len(unique):
        raise CsvError(
            f"{path}: {len(values):,} rows have only {len(unique):,} stamps: the first column must "
            "hold date and time together, and each facility needs a column of its own"
        )
    findings.count(Finding.DUPLICATE_STAMPS, len(values) - len(unique))
    steps = np.diff(unique.index.to_numpy())
    return unique, _resolution(path, steps, findings)


def _mostly_descending(instants: Instants) -> bool:
    steps = np.diff(instants)
    return bool((steps < 0).sum() > (steps > 0).sum())


def _resolution(path: Path, steps: Instants, findings: Findings) -> int:
    """The commonest step, between 1 s and 1 h; what differs from it is counted."""
    if not len(steps):
        raise CsvError(f"{path}: one row alone does not show how long an interval lasts")
    lengths, counts = np.unique(steps, return_counts=True)
    resolution = int(lengths[np.argmax(counts)])
    if not _SHORTEST_MS <= resolution <= _LONGEST_MS:
        raise CsvError(
            f"{path}: rows are {resolution / MILLISECONDS:g} s apart; 1 s to 3600 s can be read"
        )
    ratio = steps / resolution
    gaps = ratio > 1 + _UNEVEN
    findings.count(Finding.UNEVEN_STEPS, int((np.abs(ratio - np.rint(ratio)) > _UNEVEN).sum()))
    findings.count(Finding.GAPS, int(gaps.sum()))
    findings.count(Finding.MISSING_INTERVALS, int((np.ceil(ratio[gaps] - _UNEVEN) - 1).sum()))
    return resolution
