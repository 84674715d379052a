"""A community's policies through time: a new one counts from the month it is decided for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from services.energy.domain.distribution.policy import DEFAULT_POLICY, DistributionPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """Numbered from 1 in the order of decision."""

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


def in_force(versions: Iterable[PolicyVersion], month: date) -> PolicyVersion:
    """What counts for a month (its first day): the version that begins last, but not after it.

    Of two that begin in one month the one decided later counts. UNDECIDED when there is none.
    """
    begun = [version for version in versions if version.valid_from <= month]
    return max(begun, key=lambda v: (v.valid_from, v.number), default=UNDECIDED)
