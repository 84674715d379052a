"""The twin of distribution policies in Postgres, for tests."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.energy.domain.distribution.errors import VersionTakenError
from services.energy.domain.distribution.versions import PolicyVersion, in_force
from services.energy.ports.distribution import MAXIMUM_VERSIONS


class MemoryPolicies:
    """Versions by community, the oldest first."""

    def __init__(self) -> None:
        self._versions: defaultdict[UUID, list[PolicyVersion]] = defaultdict(list)

    async def versions(
        self, community_id: UUID, *, before: int | None = None, limit: int = MAXIMUM_VERSIONS
    ) -> Sequence[PolicyVersion]:
        newest_first = reversed(self._versions[community_id])
        found = [v for v in newest_first if before is None or v.number < before]
        return found[:limit]

    async def in_force(self, community_id: UUID, month: date) -> PolicyVersion:
        return in_force(self._versions[community_id], month)

    async def planned(self, community_id: UUID, after: date) -> Sequence[PolicyVersion]:
        by_month = {v.valid_from: v for v in self._versions[community_id] if v.valid_from > after}
        return [by_month[month] for month in sorted(by_month)]

    async def add(self, community_id: UUID, version: PolicyVersion) -> None:
        versions = self._versions[community_id]
        if version.number != len(versions) + 1:
            raise VersionTakenError(f"version {version.number} is not the next one; read it again")
        parts = {criterion: ppb for criterion, ppb in version.policy.parts_ppb.items() if ppb}
        versions.append(replace(version, policy=replace(version.policy, parts_ppb=parts)))
