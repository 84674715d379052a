"""Answers of the energy service: watts, watt-hours and seconds; times in UTC."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.books.readings import Reading
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.quantities import watt_hours, watts
from services.energy.domain.sharing.shared_energy import SharedHour
from services.energy.usecases.history.community_energy import CommunityTotals, SharedEnergy
from services.energy.usecases.history.metered_energy import MeteredEnergy

_FROM = Field(alias="from", description="Start of the interval, included.")
_TO = Field(description="End of the interval, excluded.")


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


class _Energy(ApiModel):
    as_of: datetime | None = Field(
        description="Time of the newest reading; null when there has been none."
    )
    power_consumed_w: float
    power_produced_w: float
    consumed_last24h_wh: float = Field(
        alias="consumedLast24hWh",
        description="In the 96 quarter-hours up to the end of the newest reading's.",
    )
    produced_last24h_wh: float = Field(alias="producedLast24hWh")


class FacilityEnergyAnswer(_Energy):
    """One facility; `history` only when from, to, resolution or an official basis was given."""

    facility_id: UUID
    history: list[IntervalItem] | list[RawItem] | None = None


class DeviceEnergyAnswer(_Energy):
    """One device; `history` only when from, to or resolution was given."""

    device_id: str
    history: list[IntervalItem] | list[RawItem] | None = None


class CommunityEnergyAnswer(_Energy):
    """One community; `history` only when from, to, resolution or an official basis was given."""

    community_id: UUID
    excess_power_w: float = Field(description="Produced minus consumed power.")
    facilities_fresh: int = Field(description="Facilities whose newest reading is counted.")
    facilities_total: int = Field(description="Facilities in the community.")
    history: list[IntervalItem] | None = None


class SharedHourItem(ApiModel):
    """One clock hour. An hour of which nothing is known is left out."""

    from_: datetime = _FROM
    to: datetime = _TO
    fed_in_wh: float
    withdrawn_wh: float
    shared_wh: float = Field(description="The smaller of the two, taken after summing the hour.")
    coverage_s: float = Field(
        description="Known seconds of the hour, averaged over the community's facilities.",
    )


class SharedEnergyAnswer(ApiModel):
    """Shared energy of a community by clock hour."""

    community_id: UUID
    from_: datetime = _FROM
    to: datetime = _TO
    shared_wh: float = Field(description="The sum over the hours.")
    hours: list[SharedHourItem]


def facility_answer(facility_id: UUID, metered: MeteredEnergy) -> FacilityEnergyAnswer:
    """The answer about a facility."""
    return FacilityEnergyAnswer(facility_id=facility_id, **_metered(metered))


def device_answer(device_id: str, metered: MeteredEnergy) -> DeviceEnergyAnswer:
    """The answer about a device."""
    return DeviceEnergyAnswer(device_id=device_id, **_metered(metered))


def community_answer(community_id: UUID, totals: CommunityTotals) -> CommunityEnergyAnswer:
    """The answer about a community."""
    power = totals.power.power
    asked: dict[str, Any] = {}
    if totals.history is not None:
        asked["history"] = [_interval_item(item) for item in totals.history]
    return CommunityEnergyAnswer(
        community_id=community_id,
        as_of=power.as_of,
        power_consumed_w=watts(power.consumed_mw),
        power_produced_w=watts(power.produced_mw),
        excess_power_w=watts(power.produced_mw - power.consumed_mw),
        consumed_last24h_wh=watt_hours(totals.last_24_hours.import_uj),
        produced_last24h_wh=watt_hours(totals.last_24_hours.export_uj),
        facilities_fresh=totals.power.facilities_fresh,
        facilities_total=totals.power.facilities_total,
        **asked,
    )


def shared_answer(community_id: UUID, shared: SharedEnergy) -> SharedEnergyAnswer:
    """The answer about a community's shared energy."""
    return SharedEnergyAnswer(
        community_id=community_id,
        from_=shared.period.start,
        to=shared.period.end,
        shared_wh=watt_hours(sum(hour.shared_uj for hour in shared.hours)),
        hours=[_shared_item(hour) for hour in shared.hours],
    )


def _metered(metered: MeteredEnergy) -> dict[str, Any]:
    power, energy = metered.power, metered.last_24_hours
    asked = {} if metered.history is None else {"history": _items(metered.history)}
    return {
        "as_of": power.as_of,
        "power_consumed_w": watts(power.consumed_mw),
        "power_produced_w": watts(power.produced_mw),
        "consumed_last24h_wh": watt_hours(energy.import_uj),
        "produced_last24h_wh": watt_hours(energy.export_uj),
        **asked,
    }


def _items(history: Sequence[IntervalEnergy] | Sequence[Reading]) -> list[IntervalItem | RawItem]:
    return [
        RawItem(measured_at=item.measured_at, power_w=watts(item.power_mw))
        if isinstance(item, Reading)
        else _interval_item(item)
        for item in history
    ]


def _interval_item(item: IntervalEnergy) -> IntervalItem:
    return IntervalItem(
        from_=item.period.start,
        to=item.period.end,
        consumed_wh=watt_hours(item.energy.import_uj),
        produced_wh=watt_hours(item.energy.export_uj),
        coverage_s=item.energy.coverage_ms / 1000,
    )


def _shared_item(hour: SharedHour) -> SharedHourItem:
    return SharedHourItem(
        from_=hour.period.start,
        to=hour.period.end,
        fed_in_wh=watt_hours(hour.fed_in_uj),
        withdrawn_wh=watt_hours(hour.withdrawn_uj),
        shared_wh=watt_hours(hour.shared_uj),
        coverage_s=hour.coverage_ms / 1000,
    )
