"""A reading that is said anew: a device, or an integration, corrects what it said.

(device_id, measured_at) identifies a reading; said again it is a duplicate, unless it carries a
revision. The highest revision counts, so that order and repetition do not show.
"""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np

from services.energy.domain.books.placing import UnplacedReading
from services.energy.domain.books.quarter_hours import (
    BooksChange,
    quarter_energy,
    restated_days,
)
from services.energy.domain.books.reading_columns import NewestColumns, ReadingColumns
from services.energy.domain.books.readings import NewestReading, Reading


class Correction(NamedTuple):
    """What is to stand in place of what was said. `revision` is 1 or higher."""

    reading: Reading | UnplacedReading
    revision: int


def correction_change(
    former: Reading,
    corrected: Reading,
    neighbours: Collection[Reading],
    newest: NewestReading,
) -> BooksChange:
    """What it changes that `corrected` stands where `former` stood.

    `neighbours`: the device's next readings on both sides within NEIGHBOURHOOD. `newest`: of the
    device. The pairs with both neighbours change: the later one by its registers.
    """
    moment = corrected.measured_at
    rows = [former, corrected, *neighbours]
    pairs = [
        (row, place, sign) if neighbour.measured_at < moment else (place, row, sign)
        for row, neighbour in enumerate(neighbours, start=2)
        for place, sign in ((0, -1), (1, 1))
    ]
    before, after, signs = np.array(pairs, dtype=np.int64).reshape(-1, 3).T
    energy = quarter_energy(ReadingColumns.of(rows), before, after, signs)
    is_newest = newest.reading.measured_at == moment
    return BooksChange(
        energy,
        NewestColumns.of([newest._replace(reading=corrected)] if is_newest else []),
        restated_days([former, corrected], neighbours),
    )
