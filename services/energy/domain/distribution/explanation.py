"""Why a facility got what it got: every nano-euro by its hour, its ground and its weights."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.energy.domain.distribution.distribution import Distribution, hour_amounts
from services.energy.domain.distribution.policy import DistributionPolicy
from services.energy.domain.distribution.weights import criterion_weights, excess_weights
from services.energy.domain.exact import Integers
from services.energy.domain.incentives.incentives import Incentives
from services.energy.domain.sharing.facility_hours import HOUR_MS


class Ground(StrEnum):
    """What gives: a criterion of the policy, or premium above the year's threshold."""

    EQUAL = "equal"
    CONSUMPTION = "consumption"
    PRODUCTION = "production"
    COEFFICIENTS = "coefficients"
    EXCESS = "excess"


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What one ground gave to the facility by hour; shape (hours,).

    given = amount * weight / weights, rounded down, or up where largest remainders made up the
    hour; 0 where `weights` is 0: then it went to the funds, or from the excess to social purposes.
    """

    amount_neur: Integers
    """What the ground had for all facilities."""
    weight: Integers
    """The facility's: microjoules, its coefficient, or 1 (see weights.py)."""
    weights: Integers
    """The sum of all facilities'."""
    given_neur: Integers

    @property
    def total_neur(self) -> int:
        """Over the hours."""
        return int(self.given_neur.sum())


@dataclass(frozen=True, slots=True, eq=False)
class FacilityExplanation:
    """Of consecutive hours."""

    facility_id: UUID
    first_hour_ms: int
    """Start of the first hour, milliseconds since 1970."""
    shared_uj: Integers
    """What the community shared; shape (hours,)."""
    earned_neur: Integers
    """What that earned, premium and valorization; shape (hours,)."""
    by_ground: Mapping[Ground, Given]
    """Criteria that have a part, in the order of Ground, and the excess."""

    @property
    def total_neur(self) -> int:
        """All that the facility got."""
        return sum(given.total_neur for given in self.by_ground.values())


@dataclass(frozen=True, slots=True)
class ExplainedHour:
    """One hour's amount of one ground: a line of an account."""

    start_ms: int
    ground: Ground
    shared_uj: int
    amount_neur: int
    weight: int
    weights: int
    given_neur: int


def explain_facility(
    result: Incentives,
    distribution: Distribution,
    policy: DistributionPolicy,
    enterprises: Sequence[bool],
    excess_ppb: int,
    *,
    facility_id: UUID,
) -> FacilityExplanation:
    """`distribution`: distribute() of the other arguments. Raises ValueError: no such facility.

    The sums over grounds and hours are the facility's column of `to_facilities_neur`.
    """
    column = result.shared.hours.facility_ids.index(facility_id)
    amounts = hour_amounts(result, policy, excess_ppb)
    by_ground = {
        Ground(criterion): _given(
            amount,
            criterion_weights(result, policy, criterion),
            distribution.parts_neur[criterion],
            column,
        )
        for criterion, amount in amounts.parts_neur.items()
    }
    by_ground[Ground.EXCESS] = _given(
        amounts.bound_neur,
        excess_weights(result, policy, enterprises),
        distribution.excess_neur,
        column,
    )
    return FacilityExplanation(
        facility_id,
        result.shared.hours.first_hour_ms,
        result.shared.shared_uj,
        amounts.bound_neur + amounts.free_neur,
        by_ground,
    )


def explained_hours(explanation: FacilityExplanation) -> Iterator[ExplainedHour]:
    """A line for each hour and ground that gave something, in order of time."""
    shared = explanation.shared_uj.tolist()
    grounds = [
        (ground, *(a.tolist() for a in (g.amount_neur, g.weight, g.weights, g.given_neur)))
        for ground, g in explanation.by_ground.items()
    ]
    for hour, shared_uj in enumerate(shared):
        start_ms = explanation.first_hour_ms + hour * HOUR_MS
        for ground, amounts, weight, weights, given in grounds:
            if given[hour]:
                yield ExplainedHour(
                    start_ms,
                    ground,
                    shared_uj,
                    amounts[hour],
                    weight[hour],
                    weights[hour],
                    given[hour],
                )


def _given(amount: Integers, weights: Integers, given: Integers, column: int) -> Given:
    return Given(amount, weights[:, column], weights.sum(axis=1), given[:, column])
