"""The hours of a statement as JSON: what each euro of it comes from."""

from collections.abc import Iterator
from datetime import datetime
from itertools import repeat
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.distribution.explanation import ExplainedHour, ExplainedPart, Ground
from services.energy.domain.ledger.hourly_detail import FACILITY_COLUMNS
from services.energy.domain.quantities import euros, instant, watt_hours
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.inbound.http.ledger.models import eur
from services.energy.inbound.http.ledger.statement_models import (
    SettlementVersionItem,
    version_item,
)
from services.energy.usecases.ledger.explain_hours import ByPolicy, FacilityHours

_NOT_YOURS = "null: fewer than three facilities, so that it would tell of another member."
_WATT_HOURS = frozenset({Ground.CONSUMPTION, Ground.PRODUCTION, Ground.EXCESS})
"""Grounds whose weights are energies."""


class GroundItem(ApiModel):
    """What one part of the policy gave: amountEur x weight / weightSum, to the billionth."""

    ground: Ground = Field(
        description="A criterion of the policy; `excess`: premium above the year's threshold."
    )
    amount_eur: float | None = Field(description=f"For all facilities; {_NOT_YOURS}")
    weight: float = Field(
        description="The facility's: of `consumption`, `production` and `excess` watt-hours, of"
        " `coefficients` its coefficient, of `equal` 1."
    )
    weight_sum: float | None = Field(description=f"Of all facilities; {_NOT_YOURS}")
    given_eur: float = Field(description="To the facility.")


class HourItem(ApiModel):
    """An hour of a facility in a settled month; exact to the billionth of a euro."""

    hour_start: datetime
    withdrawn_wh: float
    fed_in_wh: float
    shared_as_consumer_wh: float
    shared_as_producer_wh: float
    shared_as_plant_wh: float
    earned_eur: float = Field(description="By its plant, for the community.")
    community_shared_wh: float | None = Field(description=f"By all; {_NOT_YOURS}")
    community_earned_eur: float | None = Field(
        description=f"Premium and valorization, all that is divided; {_NOT_YOURS}"
    )
    grounds: list[GroundItem] | None = Field(
        description="What gave something in this hour; null: kept before weights were kept."
    )
    amount_eur: float = Field(description="What it gets: the sum over the grounds.")


class HoursAnswer(ApiModel):
    """Where each euro of a facility's month comes from."""

    facility_id: UUID
    settlement: SettlementVersionItem
    policy: ByPolicy = Field(description="Which policy divides here.")
    policy_version: int = Field(description="Its number; 0: nothing was decided.")
    exact_eur: float = Field(description="The sum over the hours.")
    amount_eur: float = Field(
        description="In whole cents; by the settled policy what the statement says was computed."
    )
    hours: list[HourItem]


def hours_answer(facility_id: UUID, told: FacilityHours, by: ByPolicy) -> HoursAnswer:
    """The facility's hours of a version."""
    explained, settlement = told.explained, told.settlement
    kept_neur = int(told.detail.amount_neur[:, told.column].sum())
    cents = settlement.cents.lines[facility_id] if explained is None else explained.cents
    return HoursAnswer(
        facility_id=facility_id,
        settlement=version_item(settlement),
        policy=by,
        policy_version=told.policy_number,
        exact_eur=euros(kept_neur if explained is None else explained.total_neur),
        amount_eur=eur(cents),
        hours=list(_hours(told)),
    )


def _hours(told: FacilityHours) -> Iterator[HourItem]:
    detail = told.detail
    kept = [getattr(detail, name)[:, told.column].tolist() for name in FACILITY_COLUMNS]
    explained = repeat(None) if told.explained is None else told.explained.hours
    for hour, (values, why) in enumerate(zip(zip(*kept, strict=True), explained, strict=False)):
        withdrawn, fed_in, consumer, producer, plant, earned, amount = values
        yield HourItem(
            hour_start=instant(detail.first_hour_ms + HOUR_MS * hour),
            withdrawn_wh=watt_hours(withdrawn),
            fed_in_wh=watt_hours(fed_in),
            shared_as_consumer_wh=watt_hours(consumer),
            shared_as_producer_wh=watt_hours(producer),
            shared_as_plant_wh=watt_hours(plant),
            earned_eur=euros(earned),
            **_explained(why, amount),
        )


def _explained(why: ExplainedHour | None, kept_neur: int) -> dict[str, object]:
    if why is None:
        nothing = dict.fromkeys(("community_shared_wh", "community_earned_eur", "grounds"))
        return {**nothing, "amount_eur": euros(kept_neur)}
    return {
        "community_shared_wh": None if why.shared_uj is None else watt_hours(why.shared_uj),
        "community_earned_eur": _euros(why.earned_neur),
        "grounds": [_ground(part) for part in why.parts],
        "amount_eur": euros(why.given_neur),
    }


def _ground(part: ExplainedPart) -> GroundItem:
    return GroundItem(
        ground=part.ground,
        amount_eur=_euros(part.amount_neur),
        weight=_weight(part.ground, part.weight),
        weight_sum=None if part.weights is None else _weight(part.ground, part.weights),
        given_eur=euros(part.given_neur),
    )


def _weight(ground: Ground, weight: int) -> float:
    return watt_hours(weight) if ground in _WATT_HOURS else float(weight)


def _euros(amount_neur: int | None) -> float | None:
    return None if amount_neur is None else euros(amount_neur)
