"""A community's distribution policies at rest."""

from collections.abc import Sequence
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from services.energy.domain.distribution.versions import PolicyVersion

MAXIMUM_VERSIONS: Final = 1_000
"""Of a community; a decision a month for eighty years."""


class Policies(Protocol):
    """Versions are only ever added. Raises a transient error when the database is away."""

    async def versions(
        self, community_id: UUID, *, before: int | None = None, limit: int = MAXIMUM_VERSIONS
    ) -> Sequence[PolicyVersion]:
        """At most `limit` that were decided, the newest first; of those numbered below `before`."""
        ...

    async def in_force(self, community_id: UUID, month: date) -> PolicyVersion:
        """What counts for a month (see versions.in_force); UNDECIDED when nothing was decided."""
        ...

    async def planned(self, community_id: UUID, after: date) -> Sequence[PolicyVersion]:
        """What will count from months after this one, one a month, in their order."""
        ...

    async def add(self, community_id: UUID, version: PolicyVersion) -> None:
        """Keep one more. Raises VersionTakenError when its number is not the next one.

        Parts of 0 are not kept.
        """
        ...
