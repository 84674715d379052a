"""What one more kilowatt-hour used now is worth to the community.

An hour's shared energy is min(F, W), fed in and withdrawn, and its incentives are a function I(W)
of what is withdrawn, F as it is. Worth is the slope of I at the hour's projected W, towards more:

- F <= W: 0. What more is used is bought, not shared.
- F > W: each further watt-hour becomes shared, until W = F. It is attributed to the oldest plant of
  which not everything is shared yet (those of one day together, in proportion to what they feed in)
  and earns that plant's premium and the valorization. Owners exempt from F withdraw of it the part
  that they withdraw of the hour, equal parts of all members where nobody withdraws: who will use
  it is not known.

I is piecewise linear, with a step for each day of commissioning; a step of worth 0 is energy of a
plant that earns nothing. What charges a storage counts only times the storage's efficiency.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from services.energy.domain.exact import Integers, rounded_division
from services.energy.domain.incentives.incentives import exempt_withdrawn
from services.energy.domain.incentives.model import IncentiveFacts, Model, Provisional
from services.energy.domain.incentives.plant_money import PlantEnergy, plant_money
from services.energy.domain.sharing.shared_energy import SharedEnergy, shared_by_plant
from services.energy.domain.tariffs.prices import HourlyPrices
from services.energy.domain.tariffs.rules import RulesInForce

KILOWATT_HOUR_UJ: Final = 3_600_000_000_000


@dataclass(frozen=True, slots=True)
class WorthStep:
    """So much energy, each kilowatt-hour of it worth the same."""

    worth_neur_kwh: int
    """Nano-euro a kilowatt-hour; a tariff of 1 uEUR/MWh is one."""
    available_uj: int


@dataclass(frozen=True, slots=True)
class OneMoreKwh:
    """What can still become shared in the hour; no step where nothing can."""

    steps: tuple[WorthStep, ...]
    """In the order in which it is used up."""
    provisional: frozenset[Provisional]

    @property
    def worth_neur_kwh(self) -> int:
        """What the next of it is worth."""
        return self.steps[0].worth_neur_kwh if self.steps else 0

    @property
    def available_uj(self) -> int:
        """How much there is in all."""
        return sum(step.available_uj for step in self.steps)


def one_more_kwh(
    hour: SharedEnergy, facts: Sequence[IncentiveFacts], prices: HourlyPrices, rules: RulesInForce
) -> OneMoreKwh:
    """`hour`: one, projected to its end. The others: of its facilities, and of that hour."""
    if int(hour.fed_in_uj[0]) <= int(hour.withdrawn_uj[0]):
        return OneMoreKwh((), frozenset())
    commissioned_on = [f.plant.commissioned_on if f.plant else None for f in facts]
    fed_in = hour.hours.fed_in_uj[0].tolist()
    left = hour.hours.fed_in_uj[0] - shared_by_plant(hour, commissioned_on)[0]
    exempt_uj = _exempt_of_one_kwh(hour, facts, rules)
    steps: list[WorthStep] = []
    told: set[Provisional] = set()
    for columns in _groups(commissioned_on):
        available_uj = int(left[columns].sum())
        if not available_uj:
            continue
        worths = {c: _worth(facts[c], exempt_uj, prices, rules) for c in columns if fed_in[c]}
        weighted = sum(fed_in[c] * worth for c, (worth, _) in worths.items())
        steps.append(
            WorthStep(rounded_division(weighted, sum(fed_in[c] for c in worths)), available_uj)
        )
        told.update(*(reasons for _, reasons in worths.values()))
    return OneMoreKwh(tuple(_joined(steps)), frozenset(told))


def _groups(commissioned_on: Sequence[date | None]) -> Iterator[list[int]]:
    """Columns in the order of attribution: see shared_by_plant."""
    days = [day or date.max for day in commissioned_on]
    for day in sorted(set(days)):
        yield [column for column, other in enumerate(days) if other == day]


def _exempt_of_one_kwh(
    hour: SharedEnergy, facts: Sequence[IncentiveFacts], rules: RulesInForce
) -> int:
    """How much of a kilowatt-hour owners exempt from F withdraw, in microjoules."""
    weights: Integers = hour.counted_uj
    if not weights.any():
        weights = (hour.hours.member_ms > 0).astype(np.int64)
    exempt = int(exempt_withdrawn(weights, facts, rules)[0])
    return KILOWATT_HOUR_UJ * exempt // max(int(weights.sum()), 1)


def _worth(
    fact: IncentiveFacts, exempt_uj: int, prices: HourlyPrices, rules: RulesInForce
) -> tuple[int, frozenset[Provisional]]:
    """What a kilowatt-hour earns that is attributed to this facility, in nano-euro."""
    if fact.plant is None:
        return 0, frozenset({Provisional.PLANT_UNKNOWN})
    energy = PlantEnergy(np.array([KILOWATT_HOUR_UJ]), np.array([exempt_uj]))
    money = plant_money(energy, fact.plant, prices, rules, Model.TIP)
    return int(money.premium_neur[0] + money.valorization_neur[0]), money.provisional


def _joined(steps: Sequence[WorthStep]) -> Iterator[WorthStep]:
    """Neighbours of one worth as one."""
    before: WorthStep | None = None
    for step in steps:
        if before is not None and before.worth_neur_kwh == step.worth_neur_kwh:
            before = WorthStep(step.worth_neur_kwh, before.available_uj + step.available_uj)
            continue
        if before is not None:
            yield before
        before = step
    if before is not None:
        yield before
