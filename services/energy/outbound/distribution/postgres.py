"""Distribution policies in Postgres."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import asyncpg

from services.energy.domain.distribution.errors import VersionTakenError
from services.energy.domain.distribution.policy import Criterion, DistributionPolicy, ExcessTo
from services.energy.domain.distribution.versions import UNDECIDED, PolicyVersion
from services.energy.outbound.distribution import statements
from services.energy.ports.distribution import MAXIMUM_VERSIONS

_AFTER_ALL: Final = 2**31 - 1


class PostgresPolicies:
    """Policies on a pool whose search path is the service's schema."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    async def versions(
        self, community_id: UUID, *, before: int | None = None, limit: int = MAXIMUM_VERSIONS
    ) -> Sequence[PolicyVersion]:
        below = _AFTER_ALL if before is None else before
        rows = await self._pool.fetch(statements.VERSIONS, community_id, below, limit)
        return [_version_of(row) for row in rows]

    async def in_force(self, community_id: UUID, month: date) -> PolicyVersion:
        row = await self._pool.fetchrow(statements.IN_FORCE, community_id, month)
        return UNDECIDED if row is None else _version_of(row)

    async def planned(self, community_id: UUID, after: date) -> Sequence[PolicyVersion]:
        rows = await self._pool.fetch(statements.PLANNED, community_id, after)
        return [_version_of(row) for row in rows]

    async def add(self, community_id: UUID, version: PolicyVersion) -> None:
        taken = VersionTakenError(f"version {version.number} is not the next one; read it again")
        try:
            done = await self._pool.execute(statements.ADD, community_id, *_columns(version))
        except asyncpg.UniqueViolationError:
            raise taken from None
        if done == "INSERT 0 0":
            raise taken


def _columns(version: PolicyVersion) -> tuple[object, ...]:
    policy = version.policy
    return (
        version.number,
        version.valid_from,
        *(policy.parts_ppb.get(criterion, 0) for criterion in Criterion),
        policy.funds_ppb,
        policy.social_ppb,
        list(policy.coefficients),
        list(policy.coefficients.values()),
        policy.excess_to.value,
        version.decided_by,
        version.decided_at,
        version.note,
    )


def _version_of(row: Any) -> PolicyVersion:
    parts = {criterion: row[f"{criterion.value}_ppb"] for criterion in Criterion}
    policy = DistributionPolicy(
        parts_ppb={criterion: ppb for criterion, ppb in parts.items() if ppb},
        funds_ppb=row["funds_ppb"],
        social_ppb=row["social_ppb"],
        coefficients=dict(zip(row["facility_ids"], row["coefficients"], strict=True)),
        excess_to=ExcessTo(row["excess_to"]),
    )
    return PolicyVersion(
        number=row["number"],
        policy=policy,
        valid_from=row["valid_from"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        note=row["note"],
    )
