"""Histories in answers: watts, watt-hours and seconds; times in UTC, days and months Rome's."""

from datetime import datetime
from typing import Any, Final

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import ROME, Resolution
from services.energy.domain.history.gaps import Gap
from services.energy.domain.history.interval_energies import IntervalEnergies
from services.energy.domain.quantities import all_watt_hours, watts
from services.energy.inbound.http.parameters import Row, border_columns, row_type
from services.energy.usecases.history.read_history import HistoryRead

_FROM = Field(alias="from", description="Start, included.")
_TO = Field(description="End, excluded.")
UNITS: Final = {"powerW": "W", "consumedWh": "Wh", "producedWh": "Wh", "coverageS": "s"}


class IntervalItem(ApiModel):
    """Energy of one interval. An interval of which nothing is known is left out."""

    from_: datetime = _FROM
    to: datetime = _TO
    consumed_wh: float = Field(description="Energy withdrawn from the grid.")
    produced_wh: float = Field(description="Energy fed into the grid.")
    coverage_s: float = Field(
        description="For how many seconds of the interval the energy is known: less than its"
        " length means a gap, which is not filled. Of a community: averaged over its facilities.",
    )


class RawItem(ApiModel):
    """One reading."""

    measured_at: datetime
    power_w: float = Field(description="> 0 withdrawn from the grid, < 0 fed in.")


_INTERVAL: Final = row_type(IntervalItem)
_RAW: Final = row_type(RawItem)


class GapItem(ApiModel):
    """Time of which nothing or not all is known, in whole intervals; nothing is filled in."""

    from_: datetime = _FROM
    to: datetime = _TO
    coverage_s: float = Field(description="For how many of its seconds the energy is known.")


class HistoryAnswer(ApiModel):
    """A history on its own."""

    from_: datetime = _FROM
    to: datetime = _TO
    resolution: Resolution
    basis: Basis
    time_zone: str = Field(description="Whose days and months these are.")
    units: dict[str, str] = Field(description="Of the fields with numbers, by their names.")
    as_of: datetime | None = Field(
        description="Time of the newest reading; null when there has been none."
    )
    gaps: list[GapItem] = Field(
        description="What is not or not wholly known, up to the newest reading or, an hour after"
        " it, up to now. Of raw readings: more than an hour without any."
    )
    history: list[IntervalItem] | list[RawItem]


def history_answer(read: HistoryRead) -> HistoryAnswer:
    """The answer, without its items: see rows."""
    return HistoryAnswer(
        from_=read.asked.period.start,
        to=read.asked.period.end,
        basis=read.asked.basis,
        as_of=read.asked.as_of,
        history=[],
        **about(read),
    )


def about(read: HistoryRead) -> dict[str, Any]:
    """What is told of a history beside its items, as fields of an answer."""
    return {
        "resolution": read.asked.resolution,
        "time_zone": ROME.key,
        "units": UNITS,
        "gaps": [_gap_item(gap) for gap in read.gaps],
    }


def rows(read: HistoryRead) -> list[Row]:
    """A history's intervals or readings."""
    items = read.items
    if isinstance(items, IntervalEnergies):
        return list(
            map(
                _INTERVAL,
                *border_columns(items.starts_ms, items.ends_ms),
                all_watt_hours(items.import_uj),
                all_watt_hours(items.export_uj),
                [coverage_ms / 1000 for coverage_ms in items.coverage_ms],
            )
        )
    return [_RAW(item.measured_at, watts(item.power_mw)) for item in items]


def _gap_item(gap: Gap) -> GapItem:
    return GapItem(from_=gap.period.start, to=gap.period.end, coverage_s=gap.known_ms / 1000)
