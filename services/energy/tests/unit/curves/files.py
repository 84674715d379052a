"""Files as others write them, made without the code that reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from services.energy.domain.curves.mapping import Unit
from services.energy.domain.curves.official_energy import OfficialEnergy

ROME = ZoneInfo("Europe/Rome")
QUARTER = timedelta(minutes=15)
SPRING, AUTUMN, SUMMER = date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 21)
PER_UNIT = {
    Unit.WATT_HOURS: 3_600_000_000,
    Unit.KILOWATT_HOURS: 3_600_000_000_000,
    Unit.WATTS: 900_000_000,
    Unit.KILOWATTS: 900_000_000_000,
}
Values = Mapping[datetime, tuple[int | None, int | None]]
"""Microjoules withdrawn and fed in, by the start of a quarter-hour (UTC)."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """How a file is written."""

    separator: str = ";"
    comma: bool = True
    unit: Unit = Unit.KILOWATT_HOURS
    at_end: bool = False
    time: str = "%d/%m/%Y %H:%M"
    encoding: str = "utf-8"
    newline: str = "\n"

    def number(self, energy_uj: int | None) -> str:
        if energy_uj is None:
            return ""
        written = f"{Decimal(energy_uj) / PER_UNIT[self.unit]:f}"
        written = written.replace(".", ",") if self.comma else written
        return f'"{written}"' if self.separator == "," and self.comma else written

    def bytes_of(self, lines: Iterable[Iterable[str]]) -> bytes:
        text = self.newline.join(self.separator.join(cells) for cells in lines)
        return (text + self.newline).encode(self.encoding)


def quarters(day: date) -> list[datetime]:
    """The starts (UTC) of a day's quarter-hours."""
    moment = datetime(day.year, day.month, day.day, tzinfo=ROME).astimezone(UTC)
    starts = []
    while moment.astimezone(ROME).date() == day:
        starts.append(moment)
        moment += QUARTER
    return starts


def whole_day(day: date) -> Values:
    """Known whole."""
    return {start: (i * 3_600_000_000, 7_200_000_000) for i, start in enumerate(quarters(day), 1)}


def rows_file(values: Values, form: Form) -> bytes:
    """A row a quarter-hour, on Rome's clock or with its offset."""
    unit = form.unit.value
    lines = [["Data e ora", f"Prelievo [{unit}]", f"Immissione [{unit}]"]]
    for start, (consumed, produced) in values.items():
        at = (start + QUARTER if form.at_end else start).astimezone(ROME)
        lines.append([at.strftime(form.time), form.number(consumed), form.number(produced)])
    return form.bytes_of(lines)


def days_file(values: Values, form: Form, *, produced: bool, columns: int = 96) -> bytes:
    """A row a day, its quarter-hours one after the other."""
    labels = [_label(15 * i) for i in range(96)]
    labels = labels[:12] + labels[8:] if columns == 100 else labels
    lines = [["Giorno", *labels]]
    for day in sorted({start.astimezone(ROME).date() for start in values}):
        cells = [form.number(values.get(q, (None, None))[produced]) for q in quarters(day)]
        lines.append([day.strftime("%d/%m/%Y"), *cells, *[""] * (columns - len(cells))])
    return form.bytes_of(lines)


def clock_days_file(values: Values, form: Form, *, produced: bool, left_out: str = "") -> bytes:
    """A row a day under a clock of 96 quarter-hours; what spring leaves out is empty or zero."""
    lines = [["Giorno", *(_label(15 * i) for i in range(96))]]
    for day in sorted({start.astimezone(ROME).date() for start in values}):
        own = {f"{q.astimezone(ROME):%H:%M}": q for q in quarters(day)}
        cells = [
            form.number(values.get(own[at], (None, None))[produced]) if at in own else left_out
            for at in (_label(15 * i)[:5] for i in range(96))
        ]
        lines.append([day.isoformat(), *cells])
    return form.bytes_of(lines)


def official(values: Values) -> dict[int, OfficialEnergy]:
    """What the reader should have found."""
    return {
        int(start.timestamp()) * 1000: OfficialEnergy(*pair)
        for start, pair in sorted(values.items())
        if pair != (None, None)
    }


def _label(minute: int) -> str:
    end = minute + 15
    return f"{minute // 60:02}:{minute % 60:02}-{end // 60:02}:{end % 60:02}"


def example() -> bytes:
    """docs/examples/official-curve.csv: a week of a household, to the day of 23 hours.

    kWh, as a distributor's portal writes them; 300 W at night, more in the morning and the evening.
    """
    days = [date(2025, 3, 24) + timedelta(days=i) for i in range(7)]
    values = {
        start: (_household_w(start.astimezone(ROME), day.weekday()) * 900_000_000, None)
        for day in days
        for start in quarters(day)
    }
    return days_file(values, Form(), produced=False)


def _household_w(at: datetime, weekday: int) -> int:
    morning = 900 if 6 <= at.hour < 8 else 0
    evening = 1_400 if 18 <= at.hour < 22 else 0
    return 300 + morning + evening + 40 * weekday + 4 * (at.minute % 30)
