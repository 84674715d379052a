"""An import: who brought which file when, and whether it still holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from services.energy.domain.calendar import Period
from services.energy.domain.curves.mapping import Direction

MAXIMUM_IMPORTS: Final = 1_000
"""Of one facility, undone ones included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialImport:
    """`period` is from the file's first quarter-hour to its last; `sha256` of its bytes."""

    import_id: UUID
    facility_id: UUID
    imported_by: UUID
    imported_at: datetime
    file_name: str | None
    sha256: bytes
    quarter_hour_count: int
    period: Period
    directions: frozenset[Direction]
    undone_by: UUID | None = None
    undone_at: datetime | None = None
    number: int = 0
    """In the order of imports, given when it is stored: later ones hold over earlier ones."""
