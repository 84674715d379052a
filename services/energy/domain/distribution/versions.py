"""A community's policies through time: a new one counts from the month it is decided for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from services.energy.domain.distribution.policy import DEFAULT_POLICY, DistributionPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """Numbered from 1 in the order of decision; of two for one month the later one counts."""

    number: int
    policy: DistributionPolicy
    valid_from: date
    """First day of the first month it counts for."""
    decided_by: UUID | None
    decided_at: datetime | None
    note: str = ""


UNDECIDED: Final = PolicyVersion(
    number=0, policy=DEFAULT_POLICY, valid_from=date.min, decided_by=None, decided_at=None
)
"""What counts until a community decides."""
