"""Official curves and the imports that brought them."""

from collections.abc import Collection, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.curves.comparison import CurveChange, Values
from services.energy.domain.curves.official_energy import OfficialEnergy, OfficialInterval
from services.energy.domain.curves.official_import import OfficialImport
from services.energy.domain.registry import FacilityPeriod


class OpenCurve(Protocol):
    """A facility's curve, for one who changes it: nobody else does meanwhile."""

    async def values(self, period: Period) -> Values:
        """The values that hold."""
        ...

    async def values_without(self, undone: OfficialImport) -> Mapping[int, OfficialEnergy | None]:
        """What would hold in the import's quarter-hours if it were undone; None: nothing."""
        ...

    async def find(self, import_id: UUID) -> OfficialImport | None:
        """The facility's import of that id."""
        ...

    async def applied(self, like: OfficialImport) -> OfficialImport | None:
        """One of the same file and directions that is not undone."""
        ...

    async def count(self) -> int:
        """How many imports the facility has, undone ones included."""
        ...

    async def add(self, made: OfficialImport, values: Values) -> OfficialImport:
        """Keep an import and all it says; the answer has its number."""
        ...

    async def undo(self, import_id: UUID, *, by: UUID, at: datetime) -> None:
        """Mark an import as undone; what it said is kept."""
        ...

    async def change(self, change: CurveChange) -> None:
        """Put in place what holds now, and count the days whose past that changes."""
        ...


class Curves(Protocol):
    """Its methods raise a transient error when the database is away."""

    def open(self, facility_id: UUID) -> AbstractAsyncContextManager[OpenCurve]:
        """A transaction on a facility's curve: all of it counts, or nothing."""
        ...

    async def imports(
        self, facility_id: UUID, *, before: int | None, limit: int
    ) -> list[OfficialImport]:
        """Imports of a number below `before`, the newest first."""
        ...

    async def intervals(
        self, counted: Collection[FacilityPeriod], resolution: Resolution
    ) -> list[OfficialInterval]:
        """Sums by interval, quarter-hours and coarser, in order of time.

        A direction of which nothing is known in the interval is None.
        """
        ...
