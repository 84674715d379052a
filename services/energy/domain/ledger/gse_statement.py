"""What GSE says that it pays for a month, as a file or a form brings it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from libs.chassis.errors import FieldError
from services.energy.domain.ledger.errors import InvalidGseStatementError

MAXIMUM_STATEMENTS: Final = 100
"""Of a month."""
MAXIMUM_LINES: Final = 1_000
MAXIMUM_UJ: Final = 10**6 * 3_600_000_000_000
"""A million kilowatt-hours: the books have 64 bits."""
MAXIMUM_NEUR: Final = 10**7 * 10**9
"""Ten million euro either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GseLine:
    """A plant's, or the whole community's (`facility_id` None). None: the statement has it not."""

    facility_id: UUID | None
    shared_uj: int | None
    premium_neur: int | None
    valorization_neur: int | None

    @property
    def paid_neur(self) -> int:
        """What is paid."""
        return (self.premium_neur or 0) + (self.valorization_neur or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class GseStatement:
    """Numbered from 1 for each community and month; 0: not stored. The newest one counts."""

    community_id: UUID
    month: date
    number: int = 0
    brought_by: UUID
    brought_at: datetime
    note: str = ""
    lines: Sequence[GseLine]

    @property
    def paid_neur(self) -> int:
        """What all lines pay."""
        return sum(line.paid_neur for line in self.lines)


def require_consistent(lines: Sequence[GseLine]) -> None:
    """Plants, each once, or one line for the whole. Raises InvalidGseStatementError."""
    if not lines:
        raise InvalidGseStatementError("the statement has no line")
    if len(lines) > MAXIMUM_LINES:
        raise InvalidGseStatementError(f"at most {MAXIMUM_LINES} lines")
    ids = [line.facility_id for line in lines]
    errors = []
    for number, line in enumerate(lines, 1):
        place = f"line {number}"
        if line.facility_id is None and len(lines) > 1:
            errors.append(FieldError(place, "mixed", "plants, or one line for the whole"))
        if ids.index(line.facility_id) != number - 1:
            errors.append(FieldError(place, "duplicate", "the plant has a line already"))
        if line.shared_uj is not None and line.shared_uj < 0:
            errors.append(FieldError(place, "out_of_range", "shared energy is not negative"))
        if line.premium_neur is None and line.valorization_neur is None:
            errors.append(FieldError(place, "missing", "says neither premium nor valorization"))
    if errors:
        raise InvalidGseStatementError(
            "the lines contradict themselves", fields=tuple(errors[:100])
        )
