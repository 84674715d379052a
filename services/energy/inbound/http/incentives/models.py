"""Answers about incentives: watt-hours and euro; times in UTC."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.basis import Basis
from services.energy.domain.exact import Integers
from services.energy.domain.incentives.incentives import exclusions
from services.energy.domain.incentives.model import Model, Provisional
from services.energy.domain.quantities import euros, instant, watt_hours
from services.energy.domain.tariffs.premium import NoPremium
from services.energy.usecases.incentives.compute import ComputedIncentives
from services.energy.usecases.incentives.read_incentives import VisibleIncentives


class IncentiveAmounts(ApiModel):
    """What shared energy earns; exact to the billionth of a euro."""

    shared_wh: float
    premium_eur: float = Field(description="Incentive tariff; of the simplified form without V.")
    valorization_eur: float
    total_eur: float


class NoPremiumItem(ApiModel):
    """A time in which a plant gets no premium."""

    reason: NoPremium
    from_: datetime = Field(alias="from", description="Included.")
    to: datetime = Field(description="Excluded.")


class PlantIncentives(IncentiveAmounts):
    """What the shared energy attributed to one plant earns."""

    facility_id: UUID
    fed_in_wh: float
    no_premium: list[NoPremiumItem] = Field(
        description="Why and when there is no premium, in order of time; empty: there is one."
    )


class IncentivesAnswer(ApiModel):
    """Incentives of a community over a period."""

    community_id: UUID
    from_: datetime = Field(alias="from", description="Start, included.")
    to: datetime = Field(description="End, excluded.")
    basis: Basis
    model: Model
    provisional: bool = Field(description="Whether the result may still change.")
    provisional_because: list[Provisional]
    rules: list[str] = Field(
        description="Versions of the rules in force, one after the other; see /energy-data/rules."
    )
    fingerprint: str = Field(
        description="SHA-256 of all inputs: equal where the inputs, and so the result, are equal."
    )
    fed_in_wh: float
    withdrawn_wh: float
    community: IncentiveAmounts
    plants: list[PlantIncentives] = Field(
        description="All for the representative, for others their own."
    )


def incentives_answer(community_id: UUID, visible: VisibleIncentives) -> IncentivesAnswer:
    """The answer about a period."""
    computed = visible.computed
    shared = computed.result.shared
    return IncentivesAnswer(
        community_id=community_id,
        from_=computed.period.start,
        to=computed.period.end,
        basis=computed.basis,
        model=computed.model,
        provisional=bool(computed.provisional),
        provisional_because=list(computed.provisional),
        rules=list(computed.result.rules_versions),
        fingerprint=computed.fingerprint,
        fed_in_wh=watt_hours(int(shared.fed_in_uj.sum())),
        withdrawn_wh=watt_hours(int(shared.withdrawn_uj.sum())),
        community=IncentiveAmounts(**_amounts(computed, shared.shared_uj, slice(None))),
        plants=_plants(computed, visible.columns),
    )


def _plants(computed: ComputedIncentives, columns: Sequence[int]) -> list[PlantIncentives]:
    result, facts = computed.result, computed.facts
    return [
        PlantIncentives(
            facility_id=computed.facilities.facility_ids[column],
            fed_in_wh=watt_hours(int(result.shared.hours.fed_in_uj[:, column].sum())),
            no_premium=[
                NoPremiumItem(
                    reason=each.reason, from_=instant(each.start_ms), to=instant(each.end_ms)
                )
                for each in exclusions(result, column)
            ],
            **_amounts(computed, result.attributed_uj[:, column], column),
        )
        for column in columns
        if facts[column].plant is not None
    ]


def _amounts(
    computed: ComputedIncentives, shared_uj: Integers, columns: int | slice
) -> dict[str, float]:
    premium = int(computed.result.premium_neur[:, columns].sum())
    valorization = int(computed.result.valorization_neur[:, columns].sum())
    return {
        "shared_wh": watt_hours(int(shared_uj.sum())),
        "premium_eur": euros(premium),
        "valorization_eur": euros(valorization),
        "total_eur": euros(premium + valorization),
    }
