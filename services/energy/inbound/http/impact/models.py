"""Answers about avoided CO2: watt-hours and kilograms; times in UTC."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import ROME
from services.energy.domain.impact.avoided_co2 import FactorInForce, Impact
from services.energy.domain.incentives.model import Provisional
from services.energy.domain.quantities import watt_hours
from services.energy.inbound.http.tariffs.rules_models import GridCo2Rule, grid_co2_rule
from services.energy.usecases.impact.questions import ImpactRead

_FROM = Field(alias="from", description="Start, included.")
_TO = Field(description="End, excluded.")
_MILLIGRAMS: Final = 1_000_000
"""In a kilogram."""


class CommunityImpactAmounts(ApiModel):
    """Energy, and the CO2 that the grid would have emitted for it."""

    fed_in_wh: float = Field(description="It takes the place of the grid's production.")
    avoided_co2_kg: float = Field(description="Energy fed in, times the grid's factor of the day.")
    shared_wh: float = Field(description="The part that was used nearby within the hour.")
    shared_co2_kg: float = Field(description="A part of the avoided CO2, not to be added.")


class FacilityImpactAmounts(ApiModel):
    """Energy, and the CO2 that the grid would have emitted for it."""

    fed_in_wh: float = Field(description="It takes the place of the grid's production.")
    avoided_co2_kg: float = Field(description="Energy fed in, times the grid's factor of the day.")
    shared_as_producer_wh: float = Field(
        description="The part of it that the community used within the hour."
    )
    shared_as_producer_co2_kg: float = Field(
        description="A part of the avoided CO2, not to be added."
    )
    shared_as_consumer_wh: float = Field(
        description="What the facility withdrew of the community's shared energy."
    )
    shared_as_consumer_co2_kg: float = Field(
        description="Avoided by the producers whose energy it was: theirs, not to be added."
    )


class CommunityImpactMonth(CommunityImpactAmounts):
    """A calendar month."""

    from_: datetime = _FROM
    to: datetime = _TO


class FacilityImpactMonth(FacilityImpactAmounts):
    """A calendar month."""

    from_: datetime = _FROM
    to: datetime = _TO


class FactorItem(ApiModel):
    """What the grid emits, and from when to when that counted."""

    from_: datetime = _FROM
    to: datetime = _TO
    factor: GridCo2Rule


class _Impact(ApiModel):
    from_: datetime = _FROM
    to: datetime = _TO
    time_zone: str = Field(description="Whose months these are.")
    basis: Basis
    factors: list[FactorItem] = Field(description="One after the other, with their sources.")
    provisional: bool = Field(description="Whether the result may still change.")
    provisional_because: list[Provisional]


class CommunityImpactAnswer(_Impact):
    """CO2 avoided by a community. What is used behind a meter is not measured, nor counted."""

    community_id: UUID
    total: CommunityImpactAmounts
    months: list[CommunityImpactMonth] = Field(
        description="Months of which something is known. Hours in which too few facilities were"
        " members are for the representative only."
    )


class FacilityImpactAnswer(_Impact):
    """CO2 avoided by a facility. What is used behind its meter is not measured, nor counted."""

    facility_id: UUID
    total: FacilityImpactAmounts
    months: list[FacilityImpactMonth] = Field(description="Months of which something is known.")


def community_impact(community_id: UUID, basis: Basis, read: ImpactRead) -> CommunityImpactAnswer:
    """The answer about a community."""
    return CommunityImpactAnswer(
        community_id=community_id,
        total=CommunityImpactAmounts(**_of_community(read.total)),
        months=[CommunityImpactMonth(**_dated(month, _of_community)) for month in read.months],
        **_about(basis, read),
    )


def facility_impact(facility_id: UUID, basis: Basis, read: ImpactRead) -> FacilityImpactAnswer:
    """The answer about a facility."""
    return FacilityImpactAnswer(
        facility_id=facility_id,
        total=FacilityImpactAmounts(**_of_facility(read.total)),
        months=[FacilityImpactMonth(**_dated(month, _of_facility)) for month in read.months],
        **_about(basis, read),
    )


def _about(basis: Basis, read: ImpactRead) -> dict[str, Any]:
    return {
        "from_": read.total.period.start,
        "to": read.total.period.end,
        "time_zone": ROME.key,
        "basis": basis,
        "factors": [_factor(each) for each in read.factors],
        "provisional": bool(read.provisional),
        "provisional_because": list(read.provisional),
    }


def _factor(found: FactorInForce) -> FactorItem:
    return FactorItem(
        from_=found.period.start, to=found.period.end, factor=grid_co2_rule(found.factor)
    )


def _dated(month: Impact, amounts: Callable[[Impact], dict[str, float]]) -> dict[str, Any]:
    return {"from_": month.period.start, "to": month.period.end, **amounts(month)}


def _of_community(impact: Impact) -> dict[str, float]:
    return {
        **_fed_in(impact),
        "shared_wh": watt_hours(impact.shared.energy_uj),
        "shared_co2_kg": impact.shared.co2_mg / _MILLIGRAMS,
    }


def _of_facility(impact: Impact) -> dict[str, float]:
    return {
        **_fed_in(impact),
        "shared_as_producer_wh": watt_hours(impact.shared.energy_uj),
        "shared_as_producer_co2_kg": impact.shared.co2_mg / _MILLIGRAMS,
        "shared_as_consumer_wh": watt_hours(impact.withdrawn_shared.energy_uj),
        "shared_as_consumer_co2_kg": impact.withdrawn_shared.co2_mg / _MILLIGRAMS,
    }


def _fed_in(impact: Impact) -> dict[str, float]:
    return {
        "fed_in_wh": watt_hours(impact.fed_in.energy_uj),
        "avoided_co2_kg": impact.fed_in.co2_mg / _MILLIGRAMS,
    }
