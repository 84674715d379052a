"""What the distributor says of a quarter-hour, and what follows when that changes."""

from collections.abc import Collection
from typing import NamedTuple

from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.calendar import Period


class OfficialEnergy(NamedTuple):
    """Energy withdrawn and fed in, in microjoules; None where no file says it."""

    import_uj: int | None
    export_uj: int | None

    def as_energy(self) -> Energy:
        """As the books have it: the quarter-hour is known whole, an unsaid direction is nothing."""
        return Energy(self.import_uj or 0, self.export_uj or 0, QUARTER_MS)


class OfficialInterval(NamedTuple):
    """Official energy of a time, and for how much of it each direction is known."""

    period: Period
    energy: OfficialEnergy
    import_known_ms: int
    export_known_ms: int


def official_sum(period: Period, quarters: Collection[OfficialEnergy]) -> OfficialInterval:
    """The sum of quarter-hours; a direction that none of them has stays unknown."""
    imported = [energy.import_uj for energy in quarters if energy.import_uj is not None]
    exported = [energy.export_uj for energy in quarters if energy.export_uj is not None]
    return OfficialInterval(
        period,
        OfficialEnergy(sum(imported) if imported else None, sum(exported) if exported else None),
        len(imported) * QUARTER_MS,
        len(exported) * QUARTER_MS,
    )
