"""What exports consist of, whatever they are written as: columns and rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.energy.domain.history.gaps import Completeness
from services.energy.domain.quantities import watt_hours, watts
from services.energy.usecases.history.export_history import ExportedInterval, ExportedReading

Row = tuple[object, ...]


class ColumnKind(StrEnum):
    """What a column holds."""

    UTC = "utc"
    LOCAL = "local"
    """The same instant on Rome's clock."""
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; its name ends with its unit."""

    name: str
    kind: ColumnKind


INTERVALS: Final[Sequence[Column]] = (
    Column("from_utc", ColumnKind.UTC),
    Column("to_utc", ColumnKind.UTC),
    Column("from_local", ColumnKind.LOCAL),
    Column("to_local", ColumnKind.LOCAL),
    Column("consumed_Wh", ColumnKind.NUMBER),
    Column("produced_Wh", ColumnKind.NUMBER),
    Column("coverage_s", ColumnKind.NUMBER),
    Column("completeness", ColumnKind.TEXT),
)
READINGS: Final[Sequence[Column]] = (
    Column("measured_at_utc", ColumnKind.UTC),
    Column("measured_at_local", ColumnKind.LOCAL),
    Column("device_id", ColumnKind.TEXT),
    Column("power_W", ColumnKind.NUMBER),
    Column("import_register_Wh", ColumnKind.NUMBER),
    Column("export_register_Wh", ColumnKind.NUMBER),
    Column("note", ColumnKind.TEXT),
)
AFTER_GAP: Final = "after a gap"


def interval_row(exported: ExportedInterval) -> Row:
    """Energy is empty where nothing is known of it: that is not zero."""
    period, energy = exported.interval.period, exported.interval.energy
    known = energy.coverage_ms > 0 or exported.completeness is Completeness.COMPLETE
    return (
        period.start,
        period.end,
        period.start,
        period.end,
        watt_hours(energy.import_uj) if known else None,
        watt_hours(energy.export_uj) if known else None,
        energy.coverage_ms / 1000,
        exported.completeness.value,
    )


def reading_row(exported: ExportedReading) -> Row:
    """Registers are empty where the device sends none."""
    reading = exported.reading
    return (
        reading.measured_at,
        reading.measured_at,
        reading.device_id,
        watts(reading.power_mw),
        None if reading.import_uj is None else watt_hours(reading.import_uj),
        None if reading.export_uj is None else watt_hours(reading.export_uj),
        AFTER_GAP if exported.after_gap else "",
    )
