"""Answers about a community's day: watts, watt-hours and euro; times in UTC."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.accrual.one_more_kwh import OneMoreKwh, WorthStep
from services.energy.domain.accrual.today import AccruedHour, Today, total
from services.energy.domain.calendar import ROME
from services.energy.domain.incentives.model import Provisional
from services.energy.domain.quantities import euros, watt_hours, watts

_FROM = Field(alias="from", description="Start, included.")
_TO = Field(description="End, excluded.")


class AccruedAmounts(ApiModel):
    """Energy, and what the shared part of it earns by the rule in force."""

    fed_in_wh: float
    withdrawn_wh: float = Field(
        description="Withdrawal that charges a storage counts times the storage's efficiency."
    )
    shared_wh: float = Field(description="Of each clock hour the smaller of the two.")
    coverage_s: float = Field(
        description="Known seconds, averaged over the community's facilities of the time."
    )
    premium_eur: float
    valorization_eur: float
    total_eur: float


class AccruedHourItem(AccruedAmounts):
    """A clock hour."""

    from_: datetime = _FROM
    to: datetime = _TO


class ProjectionItem(ApiModel):
    """The hour at its end, if every facility goes on as its newest reading says."""

    fed_in_wh: float
    withdrawn_wh: float
    shared_wh: float


class HourUnderWay(AccruedHourItem):
    """The hour that `asOf` lies in, as far as it is known, and how it will end."""

    power_produced_w: float = Field(description="Present power, as in the community's totals.")
    power_consumed_w: float
    facilities_fresh: int = Field(description="Facilities whose present power is known.")
    facilities_total: int = Field(description="Facilities in the community.")
    projected: ProjectionItem


class WorthStepItem(ApiModel):
    """So much energy, each kilowatt-hour of it worth the same."""

    worth_eur_per_kwh: float
    available_wh: float


class OneMoreKwhItem(ApiModel):
    """What the community gains by more use in this hour than projected."""

    worth_eur_per_kwh: float = Field(
        description="Premium and valorization of what would become shared next; 0 unless the"
        " projected feed-in exceeds the projected withdrawal."
    )
    available_wh: float = Field(description="How much can still become shared in the hour, in all.")
    until: datetime = Field(description="The end of the hour: what is used later is of the next.")
    steps: list[WorthStepItem] = Field(
        description="What is available, plant by plant in the order of commissioning, where"
        " neighbours earn different tariffs. A plant without premium earns the valorization."
    )


class TodayAnswer(ApiModel):
    """A community's day up to its newest reading. All of it is an estimate until it is settled."""

    community_id: UUID
    as_of: datetime = Field(description="Time of the newest reading; it decides the day and hour.")
    from_: datetime = Field(alias="from", description="Midnight, in the time zone.")
    to: datetime = Field(description="End of the hour under way.")
    time_zone: str
    today: AccruedAmounts
    provisional_because: list[Provisional] = Field(description="Why it may still change.")
    rules: list[str] = Field(description="Versions of the rules in force; see /energy-data/rules.")
    hour: HourUnderWay
    one_more_kwh: OneMoreKwhItem
    hours: list[AccruedHourItem] = Field(description="All of the day; the last one is under way.")


def today_answer(today: Today) -> TodayAnswer:
    """The answer about a day."""
    return TodayAnswer(
        community_id=today.community_id,
        as_of=today.as_of,
        from_=today.period.start,
        to=today.period.end,
        time_zone=ROME.key,
        today=AccruedAmounts(**_amounts(total(today.hours))),
        provisional_because=list(today.provisional),
        rules=list(today.rules_versions),
        hour=_hour_under_way(today),
        one_more_kwh=_one_more(today.one_more, today.period.end),
        hours=[
            AccruedHourItem(from_=hour.period.start, to=hour.period.end, **_amounts(hour))
            for hour in today.hours
        ],
    )


def _hour_under_way(today: Today) -> HourUnderWay:
    hour, power, projected = today.hours[-1], today.power, today.projection
    return HourUnderWay(
        from_=hour.period.start,
        to=hour.period.end,
        **_amounts(hour),
        power_produced_w=watts(power.power.produced_mw),
        power_consumed_w=watts(power.power.consumed_mw),
        facilities_fresh=power.facilities_fresh,
        facilities_total=power.facilities_total,
        projected=ProjectionItem(
            fed_in_wh=watt_hours(projected.fed_in_uj),
            withdrawn_wh=watt_hours(projected.withdrawn_uj),
            shared_wh=watt_hours(projected.shared_uj),
        ),
    )


def _one_more(one_more: OneMoreKwh, until: datetime) -> OneMoreKwhItem:
    return OneMoreKwhItem(
        worth_eur_per_kwh=euros(one_more.worth_neur_kwh),
        available_wh=watt_hours(one_more.available_uj),
        until=until,
        steps=[_step(step) for step in one_more.steps],
    )


def _step(step: WorthStep) -> WorthStepItem:
    return WorthStepItem(
        worth_eur_per_kwh=euros(step.worth_neur_kwh), available_wh=watt_hours(step.available_uj)
    )


def _amounts(hour: AccruedHour) -> dict[str, float]:
    return {
        "fed_in_wh": watt_hours(hour.fed_in_uj),
        "withdrawn_wh": watt_hours(hour.withdrawn_uj),
        "shared_wh": watt_hours(hour.shared_uj),
        "coverage_s": hour.coverage_ms / 1000,
        "premium_eur": euros(hour.premium_neur),
        "valorization_eur": euros(hour.valorization_neur),
        "total_eur": euros(hour.premium_neur + hour.valorization_neur),
    }
