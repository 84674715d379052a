"""A reading that is said anew: a device, or an integration, corrects what it said.

(device_id, measured_at) identifies a reading; said again it is a duplicate, unless it carries a
revision. The highest revision counts, so that order and repetition do not show.
"""

from collections.abc import Collection
from typing import NamedTuple

from services.energy.domain.books.intervals import NO_ENERGY, Energy
from services.energy.domain.books.placing import UnplacedReading
from services.energy.domain.books.quarter_hours import (
    BooksChange,
    Quarter,
    add_pair,
    restated_days,
)
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
    energy: dict[Quarter, Energy] = {}
    moment = corrected.measured_at
    for neighbour in neighbours:
        for sign, reading in ((-1, former), (1, corrected)):
            pair = (neighbour, reading) if neighbour.measured_at < moment else (reading, neighbour)
            add_pair(energy, sign, *pair)
    changed = {quarter: e for quarter, e in energy.items() if e != NO_ENERGY}
    is_newest = newest.reading.measured_at == moment
    return BooksChange(
        changed,
        [NewestReading(corrected, newest.interval_ms)] if is_newest else [],
        restated_days([former, corrected], neighbours),
    )
