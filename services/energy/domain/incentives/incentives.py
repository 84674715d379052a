"""What a community's shared energy earns, hour by hour and plant by plant.

The premium (or the simplified form) is paid on the energy attributed to each plant, the
valorization on all shared energy. Source: DM 414/2023 (DM CACER), GSE, Regole operative.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from services.energy.domain.calendar import ROME, midnight
from services.energy.domain.exact import Integers, multiply_divide
from services.energy.domain.incentives.model import IncentiveFacts, Model, Provisional
from services.energy.domain.incentives.plant_money import PlantEnergy, plant_money
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.domain.sharing.shared_energy import SharedEnergy, shared_by_plant
from services.energy.domain.tariffs.premium import NoPremium
from services.energy.domain.tariffs.prices import HourlyPrices
from services.energy.domain.tariffs.rules import RuleBook, RulesInForce


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a run of hours is computed by."""

    hours: slice
    """Of the result's hours."""
    rules: RulesInForce
    facts: Sequence[IncentiveFacts]
    """Of each facility."""


@dataclass(frozen=True, slots=True)
class ConstantHours(Circumstances):
    """Consecutive hours in which one set of rules is in force, and facts stay as they are."""

    exclusions: Sequence[NoPremium | None]
    """Of each facility, why its plant gets no premium; None: it does, or there is no plant."""


@dataclass(frozen=True, slots=True, eq=False)
class Incentives:
    """Of consecutive hours (rows) and facilities (columns); energy in uJ, money in nano-euro."""

    shared: SharedEnergy
    attributed_uj: Integers
    """By plant: see shared_by_plant."""
    premium_neur: Integers
    valorization_neur: Integers
    parts: Sequence[ConstantHours]
    """One after the other, all hours."""
    provisional: frozenset[Provisional]
    """What in energy, prices and rules may still change the result."""

    @property
    def rules_versions(self) -> tuple[str, ...]:
        """Of the rules in force, one after the other."""
        return tuple(dict.fromkeys(part.rules.version() for part in self.parts))


@dataclass(frozen=True, slots=True, eq=False)
class _Earned:
    """What some of the hours earn: rows of the result's arrays."""

    part: ConstantHours
    premium_neur: Integers
    valorization_neur: Integers
    provisional: frozenset[Provisional]


def incentives(
    shared: SharedEnergy,
    facts: Sequence[IncentiveFacts],
    prices: HourlyPrices,
    rules: RuleBook,
    model: Model,
) -> Incentives:
    """`facts`, `prices`: of the facilities and of the hours of `shared`.

    An hour without a price counts with what is due whatever the price, and makes the result
    provisional.
    """
    plants = [f.plant for f in facts]
    attributed = shared_by_plant(shared, [p.commissioned_on if p else None for p in plants])
    told = set() if shared.hours.complete.all() else {Provisional.ENERGY_INCOMPLETE}
    unknown = [index for index, plant in enumerate(plants) if plant is None]
    if attributed[:, unknown].any():
        told.add(Provisional.PLANT_UNKNOWN)
    earned = [
        _earned(shared, attributed, each, prices, model)
        for each in _circumstances(shared, facts, rules)
    ]
    return Incentives(
        shared,
        attributed,
        np.concatenate([each.premium_neur for each in earned]),
        np.concatenate([each.valorization_neur for each in earned]),
        [each.part for each in earned],
        frozenset(told.union(*(each.provisional for each in earned))),
    )


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A plant gets no premium from one moment to another, milliseconds since 1970."""

    reason: NoPremium
    start_ms: int
    end_ms: int


def exclusions(result: Incentives, column: int) -> list[Exclusion]:
    """Those of a facility's plant, in order of time; neighbours of one reason as one."""
    first_ms = result.shared.hours.first_hour_ms
    found = []
    for reason, parts in groupby(result.parts, key=lambda part: part.exclusions[column]):
        same = list(parts)
        if reason is not None:
            start, end = same[0].hours.start, same[-1].hours.stop
            found.append(Exclusion(reason, first_ms + HOUR_MS * start, first_ms + HOUR_MS * end))
    return found


def _circumstances(
    shared: SharedEnergy, facts: Sequence[IncentiveFacts], rules: RuleBook
) -> Iterator[Circumstances]:
    """One after the other. Rules change at midnight in Rome, facts with an hour."""
    hours = shared.hours
    first_ms, last_ms = hours.first_hour_ms, hours.first_hour_ms + HOUR_MS * hours.count
    changes = {epoch_ms(midnight(day)) for day in rules.changes()}
    changes |= {former.until_ms for fact in facts for former in fact.former}
    borders = [first_ms, *sorted(c for c in changes if first_ms < c < last_ms), last_ms]
    for start_ms, end_ms in pairwise(borders):
        day = instant(start_ms).astimezone(ROME).date()
        rows = slice((start_ms - first_ms) // HOUR_MS, (end_ms - first_ms) // HOUR_MS)
        yield Circumstances(rows, rules.on(day), [fact.at(start_ms) for fact in facts])


def _earned(
    shared: SharedEnergy,
    attributed_uj: Integers,
    by: Circumstances,
    prices: HourlyPrices,
    model: Model,
) -> _Earned:
    hours, rules, facts = by.hours, by.rules, by.facts
    attributed = attributed_uj[hours]
    premium, valorization = np.zeros_like(attributed), np.zeros_like(attributed)
    exclusions: list[NoPremium | None] = [None] * len(facts)
    told: frozenset[Provisional] = frozenset()
    withdrawn = np.maximum(shared.withdrawn_uj[hours], 1)
    exempt_uj = exempt_withdrawn(shared.counted_uj[hours], facts, rules)
    hourly = HourlyPrices(prices.price_ueur_mwh[hours], prices.known[hours])
    for column, plant in enumerate(f.plant for f in facts):
        if plant is None:
            continue
        own_uj = attributed[:, column]
        # Whoever withdraws has the same part of every plant's shared energy.
        own_exempt_uj, _ = multiply_divide(own_uj, exempt_uj, withdrawn)
        money = plant_money(PlantEnergy(own_uj, own_exempt_uj), plant, hourly, rules, model)
        premium[:, column] = money.premium_neur
        valorization[:, column] = money.valorization_neur
        exclusions[column] = money.exclusion
        told |= money.provisional
    return _Earned(ConstantHours(hours, rules, facts, exclusions), premium, valorization, told)


def exempt_withdrawn(
    counted_uj: Integers, facts: Sequence[IncentiveFacts], rules: RulesInForce
) -> Integers:
    """What owners exempt from F withdrew of it in each hour, in microjoules; shape (hours,)."""
    rule = rules.grant_reduction.edition
    columns = [i for i, f in enumerate(facts) if rule.is_exempt(f.owner_kind)]
    exempt: Integers = counted_uj[:, columns].sum(axis=1)
    return exempt
