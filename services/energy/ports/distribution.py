"""A community's distribution policies at rest."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from services.energy.domain.distribution.versions import PolicyVersion


class Policies(Protocol):
    """Versions are only ever added. Raises a transient error when the database is away."""

    async def versions(self, community_id: UUID) -> Sequence[PolicyVersion]:
        """All that were decided, the newest first."""
        ...

    async def in_force(self, community_id: UUID, month: date) -> PolicyVersion:
        """What counts for a month (its first day); UNDECIDED when nothing was decided for it."""
        ...

    async def add(self, community_id: UUID, version: PolicyVersion) -> None:
        """Keep one more. Raises VersionTakenError when its number is not the next one."""
        ...
