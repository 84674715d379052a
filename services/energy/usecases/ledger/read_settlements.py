"""Settled months, for who represents the community."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.difference import SettlementDifference, difference
from services.energy.domain.ledger.errors import SettlementNotFoundError
from services.energy.domain.ledger.settlement import Settlement, SettlementKey
from services.energy.ports.ledger import Ledger
from services.energy.ports.registry import Registry
from services.energy.usecases.access import represented_community
from services.energy.usecases.ledger.compute_settlement import ComputeSettlement, months_of_year

_AT_ONCE: Final = 2
"""Months that people have settled by this process; others wait: readings go first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSide:
    """What a version is held against; what is None gets the usual one (see `difference`)."""

    basis: Basis | None = None
    number: int | None = None


class SettleMonth:
    """For the representative."""

    def __init__(self, registry: Registry, compute: ComputeSettlement) -> None:
        self._registry = registry
        self._compute = compute
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, key: SettlementKey, *, user_id: UUID) -> tuple[Settlement, bool]:
        """The version that holds, and whether it is new.

        Raises what represented_community and ComputeSettlement raise.
        """
        represented_community(self._registry, key.community_id, user_id=user_id)
        async with self._turns:
            settlement, added = await self._compute(key)
        assert settlement is not None
        return settlement, added


class ReadSettlements:
    """Raises what represented_community raises; SettlementNotFoundError where there is none."""

    def __init__(self, registry: Registry, ledger: Ledger) -> None:
        self._registry = registry
        self._ledger = ledger

    async def year(
        self, community_id: UUID, year: int, basis: Basis, model: Model, *, user_id: UUID
    ) -> Sequence[Settlement]:
        """The newest version of each month that is settled, in order."""
        represented_community(self._registry, community_id, user_id=user_id)
        first, last = months_of_year(date(year, 1, 1))
        return await self._ledger.months(community_id, basis, model, first=first, last=last)

    async def one(
        self, key: SettlementKey, *, user_id: UUID, number: int | None = None
    ) -> Settlement:
        """A version; the newest by default."""
        represented_community(self._registry, key.community_id, user_id=user_id)
        return await found_version(self._ledger, key, number)

    async def versions(
        self, key: SettlementKey, *, user_id: UUID, before: int | None, limit: int
    ) -> Sequence[Settlement]:
        """The newest first."""
        represented_community(self._registry, key.community_id, user_id=user_id)
        return await self._ledger.versions(key, before=before, limit=limit)

    async def difference(
        self, key: SettlementKey, *, user_id: UUID, number: int | None, other: OtherSide
    ) -> SettlementDifference:
        """From the other version to this one, the newest by default.

        The other is by default the version before this one; of another basis its newest.
        """
        represented_community(self._registry, key.community_id, user_id=user_id)
        this = await found_version(self._ledger, key, number)
        basis = other.basis or key.basis
        before = other.number
        if before is None and basis is key.basis:
            before = this.number - 1
        other_key = SettlementKey(key.community_id, key.month, basis, key.model)
        return difference(await found_version(self._ledger, other_key, before), this)


async def found_version(ledger: Ledger, key: SettlementKey, number: int | None) -> Settlement:
    """A version, the newest by default. Raises SettlementNotFoundError."""
    found = await (ledger.newest(key) if number is None else ledger.version(key, number))
    if found is None:
        which = f"{key.month:%Y-%m} on {key.basis.value} energy by {key.model.value}"
        version = "" if number is None else f" has no version {number}"
        raise SettlementNotFoundError(f"{which}{version or ' has not been settled'}")
    return found
