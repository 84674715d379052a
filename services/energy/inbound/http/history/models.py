"""Answers of the energy service: watts, watt-hours and seconds; times in UTC."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.calendar import Resolution
from services.energy.domain.quantities import watt_hours, watts
from services.energy.inbound.http.history.items import (
    GapItem,
    IntervalItem,
    RawItem,
    about,
    rows,
)
from services.energy.inbound.http.parameters import Row
from services.energy.usecases.history.community_energy import CommunityTotals
from services.energy.usecases.history.metered_energy import MeteredEnergy
from services.energy.usecases.history.read_history import HistoryRead


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
    resolution: Resolution | None = Field(default=None, description="Of the history.")
    time_zone: str | None = Field(
        default=None, description="Whose days and months the history has."
    )
    units: dict[str, str] | None = Field(
        default=None, description="Of the history's fields with numbers."
    )
    gaps: list[GapItem] | None = Field(
        default=None, description="What is not or not wholly known of the history: see /history."
    )


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


def facility_answer(facility_id: UUID, metered: MeteredEnergy) -> FacilityEnergyAnswer:
    """The answer about a facility, without its history: see history_rows."""
    return FacilityEnergyAnswer(facility_id=facility_id, **_metered(metered))


def device_answer(device_id: str, metered: MeteredEnergy) -> DeviceEnergyAnswer:
    """The answer about a device, without its history: see history_rows."""
    return DeviceEnergyAnswer(device_id=device_id, **_metered(metered))


def community_answer(community_id: UUID, totals: CommunityTotals) -> CommunityEnergyAnswer:
    """The answer about a community, without its history: see history_rows."""
    power = totals.power.power
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
        **_told(totals.history),
    )


def _metered(metered: MeteredEnergy) -> dict[str, Any]:
    power, energy = metered.power, metered.last_24_hours
    return {
        "as_of": power.as_of,
        "power_consumed_w": watts(power.consumed_mw),
        "power_produced_w": watts(power.produced_mw),
        "consumed_last24h_wh": watt_hours(energy.import_uj),
        "produced_last24h_wh": watt_hours(energy.export_uj),
        **_told(metered.history),
    }


def history_rows(read: HistoryRead | None) -> dict[str, list[Row]]:
    """The answers' `history`, where it was asked for."""
    return {} if read is None else {"history": rows(read)}


def _told(read: HistoryRead | None) -> dict[str, Any]:
    return {} if read is None else {"history": [], **about(read)}
