"""What the reader met in a file, for a person to judge."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class CsvError(ValueError):
    """The file cannot be read; the message names file, line and what to do."""


class Finding(StrEnum):
    """Kinds of oddities; the text says what the reader did about one."""

    BLANK_ROWS = "blank rows: skipped"
    EMPTY_CELLS = "empty cells: no reading"
    NOT_A_NUMBER = "cells that are not a number: no reading"
    INFINITE = "infinite values: no reading"
    TEXT_COLUMNS = "columns without a number: left out"
    UNNAMED_COLUMNS = "columns without a name: named by their position"
    REPEATED_NAMES = "column names used twice: the later ones numbered"
    EQUAL_COLUMNS = "columns equal to an earlier one: kept"
    UNSORTED_ROWS = "rows earlier than the one before: sorted"
    DUPLICATE_STAMPS = "rows with the stamp of an earlier one: the last value wins"
    REPEATED_HOUR = "rows in the repeated hour of a clock change: first pass summer, second winter"
    SKIPPED_HOUR = "rows in the skipped hour of a clock change: read as one hour later"
    GAPS = "gaps between rows: nothing is sent for them"
    MISSING_INTERVALS = "intervals missing in those gaps"
    UNEVEN_STEPS = "steps that are no multiple of the resolution: stamps kept"
    NEGATIVE_LOAD = "negative loads: kept, the facility feeds in"
    NEGATIVE_PV = "negative productions: kept, the inverter's own use"
    TURNED_PV = "columns that count production as negative: sign turned"
    ONLY_LOAD = "facilities without a production column: consumers"
    ONLY_PV = "facilities without a load column: producers"
    WITHOUT_LOAD = "productions without a load at that time: no reading"
    WITHOUT_PV = "loads without a production at that time: no reading"
    PV_TAKEN_AS_ZERO = "loads without a production at that time: production taken as 0"


@dataclass(slots=True)
class Findings:
    """Counts per kind, and what had to be assumed. Filled while reading."""

    counts: Counter[Finding] = field(default_factory=Counter)
    assumptions: list[str] = field(default_factory=list)

    def count(self, kind: Finding, number: int) -> None:
        """Add to a kind; zero leaves no trace."""
        if number:
            self.counts[kind] += int(number)

    def assume(self, text: str) -> None:
        """Note what was taken for granted."""
        self.assumptions.append(text)

    def lines(self) -> list[str]:
        """Readable lines: assumptions, then counts in the order of the kinds."""
        counted = [f"{self.counts[kind]:>9,} {kind}" for kind in Finding if self.counts[kind]]
        return [*(f"        - {text}" for text in self.assumptions), *counted]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """One file as it was understood."""

    path: Path
    rows: int
    columns: int
    resolution_s: float
    first: str
    last: str
    findings: Findings

    def lines(self) -> list[str]:
        """Readable lines, the file's name first."""
        head = (
            f"{self.path.name}: {self.rows:,} rows, {self.columns} facilities, "
            f"every {self.resolution_s:g} s from {self.first} to {self.last}"
        )
        return [head, *self.findings.lines()]


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvReport:
    """Everything the reader found; `lines()` is what a person sees."""

    files: tuple[FileReport, ...]
    together: Findings
    facilities: int
    readings: int
    withdrawn_kwh: float
    fed_in_kwh: float

    def lines(self) -> list[str]:
        """Readable lines: each file, then the result."""
        result = (
            f"together: {self.facilities} facilities, {self.readings:,} readings, "
            f"{self.withdrawn_kwh:,.1f} kWh withdrawn, {self.fed_in_kwh:,.1f} kWh fed in"
        )
        parts = [line for file in self.files for line in file.lines()]
        return [*parts, result, *self.together.lines()]

    def __str__(self) -> str:
        return "\n".join(self.lines())
