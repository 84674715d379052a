"""Shared energy of a community (R5), and whose it is.

Per clock hour of Europe/Rome, min(fed in, withdrawn), taken after the hour is summed: taken per
quarter-hour and then summed it would come out too small. Withdrawal that charges a storage counts
times its round-trip efficiency. Source: GSE, Regole operative (TIAD).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from services.energy.domain.exact import Integers, apportion_rows, multiply_divide
from services.energy.domain.sharing.facility_hours import FacilityHours

MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class SharedEnergy:
    """The shared energy of consecutive hours. Energies in microjoules."""

    hours: FacilityHours
    counted_uj: Integers
    """What each facility withdrew, as far as it counts; shape (hours, facilities)."""
    fed_in_uj: Integers
    """The sum over the facilities; shape (hours,)."""
    withdrawn_uj: Integers
    """The sum of what counts; shape (hours,)."""
    shared_uj: Integers
    """The smaller of the two; shape (hours,)."""


def shared_energy(
    hours: FacilityHours, storage_efficiencies: Sequence[float | None]
) -> SharedEnergy:
    """The shared energy of a community.

    `storage_efficiencies`: of each facility whose withdrawals charge a storage its round-trip
    efficiency, else None; it is used to the millionth, and the product rounded down.
    """
    factors = np.array(
        [MILLION if e is None else round(e * MILLION) for e in storage_efficiencies],
        dtype=np.int64,
    )
    counted, _ = multiply_divide(hours.withdrawn_uj, factors[None, :], MILLION)
    fed_in, withdrawn = hours.fed_in_uj.sum(axis=1), counted.sum(axis=1)
    return SharedEnergy(hours, counted, fed_in, withdrawn, np.minimum(fed_in, withdrawn))


def shared_by_plant(shared: SharedEnergy, commissioned_on: Sequence[date | None]) -> Integers:
    """Whose production the shared energy was; shape (hours, facilities), rows sum to the shared.

    Plants in the order of their commissioning, the oldest first; those of one day in proportion
    to what they fed in; those of an unknown day last. Source: GSE, Regole operative.
    """
    fed_in = shared.hours.fed_in_uj
    attributed = np.zeros_like(fed_in)
    left = shared.shared_uj.copy()
    for day in sorted({d or date.max for d in commissioned_on}):
        columns = [i for i, d in enumerate(commissioned_on) if (d or date.max) == day]
        of_day = fed_in[:, columns]
        taken = np.minimum(left, of_day.sum(axis=1))
        attributed[:, columns] = apportion_rows(taken, of_day)
        left -= taken
    return attributed


def shared_by_producer(shared: SharedEnergy) -> Integers:
    """Each facility's part of the shared energy by what it fed in; shape (hours, facilities)."""
    return apportion_rows(shared.shared_uj, shared.hours.fed_in_uj)


def shared_by_consumer(shared: SharedEnergy) -> Integers:
    """Each facility's part of the shared energy by what it withdrew; shape (hours, facilities)."""
    return apportion_rows(shared.shared_uj, shared.counted_uj)
