"""What a community's shared energy earns, hour by hour and plant by plant.

The premium (or the simplified form) is paid on the energy attributed to each plant, the
valorization on all shared energy. Source: DM 414/2023 (DM CACER), GSE, Regole operative.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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


@dataclass(frozen=True, slots=True, eq=False)
class Incentives:
    """Of consecutive hours (rows) and facilities (columns); energy in uJ, money in nano-euro."""

    shared: SharedEnergy
    attributed_uj: Integers
    """By plant: see shared_by_plant."""
    premium_neur: Integers
    valorization_neur: Integers
    exclusions: Sequence[NoPremium | None]
    """Of each facility, why its plant gets no premium; None: it does, or there is no plant."""
    rules_versions: Sequence[str]
    """Of the rules in force, one after the other."""
    provisional: frozenset[Provisional]
    """What in energy, prices and rules may still change the result."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Hours in which one set of rules is in force."""

    hours: slice
    rules: RulesInForce


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
    premium, valorization = np.zeros_like(attributed), np.zeros_like(attributed)
    exclusions: list[NoPremium | None] = [None] * len(facts)
    told = set() if shared.hours.complete.all() else {Provisional.ENERGY_INCOMPLETE}
    unknown = [index for index, plant in enumerate(plants) if plant is None]
    if attributed[:, unknown].any():
        told.add(Provisional.PLANT_UNKNOWN)
    parts = list(_parts(shared, rules))
    for part in parts:
        exempt_uj = exempt_withdrawn(shared.counted_uj[part.hours], facts, part.rules)
        for column, plant in enumerate(plants):
            if plant is None:
                continue
            energy = _energy(shared, attributed[part.hours, column], exempt_uj, part)
            hourly = HourlyPrices(prices.price_ueur_mwh[part.hours], prices.known[part.hours])
            money = plant_money(energy, plant, hourly, part.rules, model)
            premium[part.hours, column] = money.premium_neur
            valorization[part.hours, column] = money.valorization_neur
            exclusions[column] = money.exclusion
            told |= money.provisional
    versions = [part.rules.version() for part in parts]
    return Incentives(
        shared, attributed, premium, valorization, exclusions, versions, frozenset(told)
    )


def _parts(shared: SharedEnergy, rules: RuleBook) -> Iterator[_Part]:
    """Rules change at midnight in Rome."""
    hours = shared.hours
    first_ms, last_ms = hours.first_hour_ms, hours.first_hour_ms + HOUR_MS * hours.count
    changes = [epoch_ms(midnight(day)) for day in rules.changes()]
    borders = [first_ms, *(c for c in changes if first_ms < c < last_ms), last_ms]
    for start_ms, end_ms in pairwise(borders):
        day = instant(start_ms).astimezone(ROME).date()
        rows = slice((start_ms - first_ms) // HOUR_MS, (end_ms - first_ms) // HOUR_MS)
        yield _Part(rows, rules.on(day))


def exempt_withdrawn(
    counted_uj: Integers, facts: Sequence[IncentiveFacts], rules: RulesInForce
) -> Integers:
    """What owners exempt from F withdrew of it in each hour, in microjoules; shape (hours,)."""
    rule = rules.grant_reduction.edition
    columns = [i for i, f in enumerate(facts) if rule.is_exempt(f.owner_kind)]
    exempt: Integers = counted_uj[:, columns].sum(axis=1)
    return exempt


def _energy(
    shared: SharedEnergy, attributed_uj: Integers, exempt_uj: Integers, part: _Part
) -> PlantEnergy:
    """Whoever withdraws has the same part of every plant's shared energy."""
    withdrawn = np.maximum(shared.withdrawn_uj[part.hours], 1)
    own_exempt, _ = multiply_divide(attributed_uj, exempt_uj, withdrawn)
    return PlantEnergy(attributed_uj, own_exempt)
