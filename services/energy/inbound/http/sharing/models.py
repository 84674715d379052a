"""Answers about shared energy: watt-hours and seconds; times in UTC."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Resolution
from services.energy.domain.quantities import all_watt_hours, watt_hours
from services.energy.domain.sharing.breakdown import FacilityShare
from services.energy.inbound.http.parameters import Row, border_columns, row_type
from services.energy.usecases.sharing.read_breakdown import Breakdown
from services.energy.usecases.sharing.read_shared_energy import SharedEnergyQuestion, SharedSeries

_FROM = Field(alias="from", description="Start of the interval, included.")
_TO = Field(description="End of the interval, excluded.")


class SharedIntervalItem(ApiModel):
    """One interval. An interval of which nothing is known is left out."""

    from_: datetime = _FROM
    to: datetime = _TO
    fed_in_wh: float
    withdrawn_wh: float = Field(
        description="Withdrawal that charges a storage counts times the storage's efficiency."
    )
    shared_wh: float = Field(
        description="Of each clock hour the smaller of the two, taken after summing the hour."
    )
    coverage_s: float = Field(
        description="Known seconds of the interval, averaged over the community's facilities.",
    )


_SHARED_INTERVAL: Final = row_type(SharedIntervalItem)


class SharedEnergyAnswer(ApiModel):
    """Shared energy of a community."""

    community_id: UUID
    from_: datetime = _FROM
    to: datetime = _TO
    basis: Basis
    resolution: Literal[Resolution.HOUR, Resolution.DAY, Resolution.MONTH]
    time_zone: str = Field(description="Whose hours, days and months these are.")
    shared_wh: float = Field(description="The sum over the intervals.")
    hours: list[SharedIntervalItem] = Field(
        description="The intervals: hours, or days or months when those were asked for."
        " Hours in which too few facilities were members are for the representative only."
    )


class FacilityShareItem(ApiModel):
    """What a facility had of the community's shared energy."""

    facility_id: UUID
    withdrawn_wh: float
    fed_in_wh: float
    shared_as_consumer_wh: float = Field(
        description="Of each hour's shared energy in proportion to what was withdrawn."
    )
    shared_as_producer_wh: float = Field(
        description="Of each hour's shared energy in proportion to what was fed in."
    )
    shared_as_plant_wh: float = Field(
        description="Of each hour's shared energy by the order of commissioning, oldest first:"
        " what the premium is paid on."
    )


class BreakdownAnswer(ApiModel):
    """Whose shared energy it was; each kind of share sums to the community's."""

    from_: datetime = _FROM
    to: datetime = _TO
    basis: Basis
    facilities: list[FacilityShareItem]


def shared_answer(
    community_id: UUID, question: SharedEnergyQuestion, series: SharedSeries
) -> SharedEnergyAnswer:
    """The answer about a community's shared energy, without its intervals: see shared_rows."""
    return SharedEnergyAnswer(
        community_id=community_id,
        from_=series.period.start,
        to=series.period.end,
        basis=question.basis,
        resolution=question.resolution,
        time_zone="Europe/Rome",
        shared_wh=watt_hours(sum(series.intervals.shared_uj)),
        hours=[],
    )


def shared_rows(series: SharedSeries) -> list[Row]:
    """The answer's `hours`."""
    told = series.intervals
    return list(
        map(
            _SHARED_INTERVAL,
            *border_columns(told.starts_ms, told.ends_ms),
            all_watt_hours(told.fed_in_uj),
            all_watt_hours(told.withdrawn_uj),
            all_watt_hours(told.shared_uj),
            [coverage_ms / 1000 for coverage_ms in told.coverage_ms],
        )
    )


def breakdown_answer(breakdown: Breakdown, basis: Basis) -> BreakdownAnswer:
    """The answer about the facilities' shares."""
    return BreakdownAnswer(
        from_=breakdown.period.start,
        to=breakdown.period.end,
        basis=basis,
        facilities=[_share_item(share) for share in breakdown.shares],
    )


def _share_item(share: FacilityShare) -> FacilityShareItem:
    return FacilityShareItem(
        facility_id=share.facility_id,
        withdrawn_wh=watt_hours(share.withdrawn_uj),
        fed_in_wh=watt_hours(share.fed_in_uj),
        shared_as_consumer_wh=watt_hours(share.shared_as_consumer_uj),
        shared_as_producer_wh=watt_hours(share.shared_as_producer_uj),
        shared_as_plant_wh=watt_hours(share.shared_as_plant_uj),
    )
