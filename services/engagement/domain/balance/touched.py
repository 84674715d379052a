"""What readings have changed."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Touched:
    """What has changed since it was asked last."""

    communities: frozenset[UUID]
    facilities: frozenset[UUID]
    """Only those that somebody watches."""
