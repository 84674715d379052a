"""What the distributor says of a quarter-hour, and what follows when that changes."""

from typing import NamedTuple

from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.quarter_hours import QUARTER_MS


class OfficialEnergy(NamedTuple):
    """Energy withdrawn and fed in, in microjoules; None where no file says it."""

    import_uj: int | None
    export_uj: int | None

    def as_energy(self) -> Energy:
        """As the books have it: the quarter-hour is known whole, an unsaid direction is nothing."""
        return Energy(self.import_uj or 0, self.export_uj or 0, QUARTER_MS)
