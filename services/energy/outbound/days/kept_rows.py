"""Days between quarter-hours in arrays and their rows in the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.basis import Basis
from services.energy.domain.days.rome_days import RomeDays
from services.energy.domain.exact import Integers
from services.energy.outbound.days.encoding import decoded_days, encoded_days
from services.energy.outbound.days.part import Marks, Part


@dataclass(frozen=True, slots=True)
class ReadDay:
    """What a day that is over amounted to, and how often its past had changed by then."""

    facility_id: UUID
    basis: Basis
    day: date
    restatements: int
    quarters: bytes


def put_kept(held: Sequence[Any], days: RomeDays, amounts: Integers) -> None:
    """Rows of the table among days: see Part.no_amounts.

    `held`: column, place of the day, restatements, quarters.
    """
    columns = np.array([row[0] for row in held], dtype=np.intp)
    places = np.array([row[1] for row in held], dtype=np.intp)
    for length, of_length in _by_length(places, days):
        written = [held[index][3] for index in of_length.tolist()]
        for chosen, kind, integers in decoded_days(written, length):
            own = of_length[chosen]
            amounts[kind, columns[own], places[own], :length] = integers


def read_days(
    missing: Marks, part: Part, restated: Integers, amounts: Integers
) -> Iterator[ReadDay]:
    """Of days that were looked up, the rows to keep.

    Days of which nothing is known have none: they are looked up as quickly.
    """
    columns, places = np.nonzero(missing)
    for length, of_length in _by_length(places, part.days):
        days = amounts[:, columns[of_length], places[of_length], :length].transpose(1, 0, 2)
        known = np.flatnonzero(days.any(axis=(1, 2)))
        written = encoded_days(days[known])
        for index, quarters in zip(of_length[known].tolist(), written, strict=True):
            column, place = int(columns[index]), int(places[index])
            yield ReadDay(
                part.facility_ids[column],
                part.basis,
                part.days.day(place),
                int(restated[column, place]),
                quarters,
            )


def _by_length(places: NDArray[np.intp], days: RomeDays) -> Iterator[tuple[int, NDArray[np.intp]]]:
    lengths = days.lengths[places]
    for length in set(lengths.tolist()):
        yield length, np.flatnonzero(lengths == length)
