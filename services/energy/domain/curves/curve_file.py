"""What a file says: a curve, how it was read, and what is wrong with it."""

from dataclasses import dataclass, field
from typing import Final

from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.calendar import EARLIEST, LATEST
from services.energy.domain.curves.faults import Fault, LineErrors
from services.energy.domain.curves.mapping import DecimalMark, Direction, FileMapping, Unit
from services.energy.domain.curves.official_energy import OfficialEnergy
from services.energy.domain.curves.values import energy_of, is_unknown
from services.energy.domain.quantities import epoch_ms

_FIRST_MS: Final = epoch_ms(EARLIEST)
_END_MS: Final = epoch_ms(LATEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveFile:
    """A read file. With errors its values are what the rest of it says."""

    mapping: FileMapping
    row_count: int
    directions: frozenset[Direction]
    """Of which the file has columns."""
    values: dict[int, OfficialEnergy]
    """By start (ms since 1970), in order; never empty of both directions."""
    duplicate_count: int
    """Rows about times of which an earlier row spoke; what they say differently is an error."""
    errors: LineErrors


@dataclass(slots=True)
class Gathered:
    """The values of a file so far."""

    mark: DecimalMark
    unit: Unit
    until_ms: int
    """Quarter-hours that are not over by then cannot have been measured."""
    errors: LineErrors = field(default_factory=LineErrors)
    duplicate_count: int = 0
    _energies: dict[Direction, dict[int, int]] = field(
        default_factory=lambda: {direction: {} for direction in Direction}
    )

    def put(self, start_ms: int, direction: Direction, cell: str, line: int, column: str) -> None:
        """Take a cell's value; an unknown one says nothing."""
        if is_unknown(cell):
            return
        if not _FIRST_MS <= start_ms <= min(self.until_ms, _END_MS) - QUARTER_MS:
            self.errors.add(line, column, Fault.TIME_OUT_OF_RANGE)
            return
        energy = energy_of(cell, self.mark, self.unit)
        if isinstance(energy, Fault):
            self.errors.add(line, column, energy)
            return
        before = self._energies[direction].setdefault(start_ms, energy)
        if before != energy:
            self.errors.add(line, column, Fault.DUPLICATE_DIFFERS)

    def count_duplicate(self) -> None:
        """A row says again what another one said."""
        self.duplicate_count += 1

    def values(self) -> dict[int, OfficialEnergy]:
        """Both directions together, in order of time."""
        consumed = self._energies[Direction.CONSUMED]
        produced = self._energies[Direction.PRODUCED]
        return {
            start_ms: OfficialEnergy(consumed.get(start_ms), produced.get(start_ms))
            for start_ms in sorted(consumed.keys() | produced.keys())
        }
