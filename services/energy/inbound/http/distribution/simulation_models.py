"""A simulation at the edge: two policies side by side, in euro and cents."""

from typing import Final
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.basis import Basis
from services.energy.domain.distribution.simulation import PaidCents
from services.energy.domain.incentives.excess import JudgedBy
from services.energy.domain.incentives.model import Model, Provisional
from services.energy.domain.months import months_between
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.inbound.http.distribution.models import (
    MonthName,
    PolicyBody,
    month_named,
    name_of,
)
from services.energy.usecases.distribution.simulate_policy import (
    MOST_MONTHS,
    Simulation,
    SimulationQuestion,
)

_CENTS: Final = 100


class SimulationBody(ApiModel):
    """A policy, and the months to try it on."""

    policy: PolicyBody
    from_: MonthName = Field(alias="from")
    to: MonthName | None = Field(
        default=None,
        description=f"The last month, included; `from` by default. At most {MOST_MONTHS} months.",
    )
    basis: Basis = Basis.MEASURED
    model: Model = Model.TIP

    def question(self) -> SimulationQuestion:
        """Raises InvalidPolicyError."""
        first = month_named(self.from_)
        return SimulationQuestion(
            policy=self.policy.policy(),
            first=first,
            last=first if self.to is None else month_named(self.to),
            basis=self.basis,
            model=self.model,
        )


class ComparedAmounts(ApiModel):
    """Euro, in whole cents."""

    proposed_eur: float
    in_force_eur: float
    difference_eur: float = Field(description="Proposed less in force.")


class FacilityAmounts(ComparedAmounts):
    """What a facility gets."""

    facility_id: UUID


class MonthVersion(ApiModel):
    """Which policy is in force."""

    month: MonthName
    version: int = Field(description="0: the community had not decided.")


class YearExcess(ApiModel):
    """How much of a year's premium is above the threshold, as far as the year is known."""

    year: int
    share: float
    judged_by: JudgedBy = Field(
        description="`begun_months`: all of the year that have begun, settled or not; settlements"
        " are judged by `settled_months` and may say otherwise until all of them are."
    )


class SimulationAnswer(ApiModel):
    """Facilities, funds and social purposes sum to the total, under either policy."""

    community_id: UUID
    from_: MonthName = Field(alias="from")
    to: MonthName
    basis: Basis
    model: Model
    total_eur: float = Field(description="Premium and valorization of the months.")
    facilities: list[FacilityAmounts]
    funds: ComparedAmounts
    social: ComparedAmounts
    versions: list[MonthVersion] = Field(description="Those in force, month by month.")
    excess: list[YearExcess]
    provisional: bool = Field(description="Whether the sums may still change.")
    provisional_because: list[Provisional]


def simulation_answer(
    community_id: UUID, question: SimulationQuestion, simulation: Simulation
) -> SimulationAnswer:
    """The answer about a simulation."""
    proposed, in_force = simulation.proposed, simulation.in_force
    months = months_between(question.first, question.last)
    return SimulationAnswer(
        community_id=community_id,
        from_=name_of(question.first),
        to=name_of(question.last),
        basis=question.basis,
        model=question.model,
        total_eur=proposed.total / _CENTS,
        facilities=_facilities(proposed, in_force),
        funds=ComparedAmounts(**_compared(proposed.funds, in_force.funds)),
        social=ComparedAmounts(**_compared(proposed.social, in_force.social)),
        versions=[
            MonthVersion(month=name_of(month), version=version)
            for month, version in zip(months, simulation.versions, strict=True)
        ],
        excess=[
            YearExcess(year=year, share=share / WHOLE, judged_by=JudgedBy.BEGUN_MONTHS)
            for year, share in simulation.excess_ppb.items()
        ],
        provisional=bool(simulation.provisional),
        provisional_because=list(simulation.provisional),
    )


def _facilities(proposed: PaidCents, in_force: PaidCents) -> list[FacilityAmounts]:
    return [
        FacilityAmounts(
            facility_id=facility_id, **_compared(cents, in_force.facilities[facility_id])
        )
        for facility_id, cents in proposed.facilities.items()
    ]


def _compared(proposed: int, in_force: int) -> dict[str, float]:
    return {
        "proposed_eur": proposed / _CENTS,
        "in_force_eur": in_force / _CENTS,
        "difference_eur": (proposed - in_force) / _CENTS,
    }
