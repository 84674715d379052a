"""Where a CSV file's columns are: encoding, separator, decimal sign, header."""

import codecs
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from devstack.recordings.csv_files.findings import CsvError, Finding, Findings
from devstack.recordings.csv_files.stamps import begins_with_stamp
from devstack.recordings.csv_files.units import Unit, split_unit, unit_named

MAX_FILE_BYTES: Final = 512 * 1024 * 1024
DECIMAL_COMMA: Final = re.compile(r"\s*[-+]?\d[\d.]*,\d+\s*")
_HEAD_BYTES: Final = 256 * 1024
_HEAD_LINES: Final = 100
_SEPARATORS: Final = (";", "\t", "|", ",")
_MAX_COLUMNS: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How to read the file; line numbers count from 0. `names` has the stamp's column first."""

    encoding: str
    separator: str
    decimal: Literal[".", ","]
    first_data_line: int
    names: tuple[str, ...]
    unit: Unit | None


def read_layout(path: Path, findings: Findings) -> Layout:
    """Look at the head of the file. Raises CsvError when it is not a table of stamps."""
    encoding, lines = _head(path)
    separator, rows, first = _separator(path, lines)
    header, unit = _header(path, rows, first)
    width = max(len(header), *(len(row) for row in rows[first:] if row))
    if not 1 < width <= _MAX_COLUMNS:
        raise CsvError(f"{path}: {width} columns (2 to {_MAX_COLUMNS} can be read)")
    cells = [cell for row in rows[first:] for cell in row[1:]]
    plain, hinted = _names(path, [*header, *[""] * (width - len(header))], findings)
    return Layout(
        encoding=encoding,
        separator=separator,
        decimal="," if any(map(DECIMAL_COMMA.fullmatch, cells)) else ".",
        first_data_line=first,
        names=plain,
        unit=unit or hinted,
    )


def _head(path: Path) -> tuple[str, list[str]]:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except FileNotFoundError:
        raise CsvError(f"{path}: there is no such file") from None
    except OSError as error:
        raise CsvError(f"{path}: cannot be read ({error.strerror})") from error
    if size > MAX_FILE_BYTES:
        raise CsvError(f"{path}: larger than {MAX_FILE_BYTES // 1024**2} MiB: split it")
    encoding = _encoding(head)
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)
    lines = [line.rstrip("\n") for line in io.StringIO(text, newline=None)]
    if size > len(head):
        lines = lines[:-1]  # may be cut
    if not any(line.strip() for line in lines):
        raise CsvError(f"{path}: the file is empty")
    return encoding, lines[:_HEAD_LINES]


def _encoding(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _separator(path: Path, lines: Sequence[str]) -> tuple[str, list[list[str]], int]:
    """The separator that leaves the most rows beginning with a stamp alone, and those rows."""
    best: tuple[int, str, list[list[str]]] = (0, "", [])
    for separator in _SEPARATORS:
        rows = [_split(line, separator) for line in lines]
        stamped = sum(len(row) > 1 and begins_with_stamp(row[0]) for row in rows)
        if stamped > best[0]:
            best = (stamped, separator, rows)
    stamped, separator, rows = best
    if not stamped:
        shown = next(line for line in reversed(lines) if line.strip())[:60]
        raise CsvError(
            f"{path}: no line begins with a date and time followed by a value "
            f"(as in 2026-06-01 00:15,0.42); a line seen: {shown!r}"
        )
    first = next(i for i, row in enumerate(rows) if len(row) > 1 and begins_with_stamp(row[0]))
    return separator, rows, first


def _split(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


def _header(path: Path, rows: list[list[str]], first: int) -> tuple[list[str], Unit | None]:
    """The names' row above the data, and the unit when a row of units stands between."""
    above = [row for row in rows[:first] if any(cell.strip() for cell in row)]
    unit: Unit | None = None
    if len(above) > 1:
        units = {unit_named(cell) for cell in above[-1][1:] if cell.strip()}
        if len(units) == 1 and None not in units:
            unit = units.pop()
            above.pop()
    if not above:
        raise CsvError(f"{path}: line {first + 1} is data already; put the facilities' names above")
    return above[-1], unit


def _names(
    path: Path, header: Sequence[str], findings: Findings
) -> tuple[tuple[str, ...], Unit | None]:
    """Names made unique, without their unit; the unit when all that say one agree."""
    names: list[str] = []
    units: set[Unit] = set()
    for position, cell in enumerate(header):
        name, unit = split_unit(cell.strip())
        units |= {unit} if unit else set()
        if not name:
            name = f"column {position + 1}"
        if position and name in names[1:]:
            findings.count(Finding.REPEATED_NAMES, 1)
            name = next(f"{name} ({n})" for n in range(2, 10**6) if f"{name} ({n})" not in names)
        names.append(name)
    if len(units) > 1:
        raise CsvError(
            f"{path}: the header names several units ({', '.join(sorted(units))}): use one"
        )
    return tuple(names), units.pop() if units else None
