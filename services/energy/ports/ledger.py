"""The ledger at rest: settled months, GSE's statements, and what the rounds know."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Protocol
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.incentives.excess import YearOfPremium
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.due import Check
from services.energy.domain.ledger.gse_statement import GseStatement
from services.energy.domain.ledger.hourly_detail import HourlyDetail
from services.energy.domain.ledger.settlement import Settlement, SettlementKey
from services.energy.domain.tariffs.prices import Zone


class Ledger(Protocol):
    """Versions are only added. Its methods raise a transient error when the database is away."""

    async def add(self, settlement: Settlement, detail: HourlyDetail) -> tuple[Settlement, bool]:
        """Keep it as the next version, and say so; or answer the newest one and False.

        The newest one holds where its fingerprint is the same or it was computed later. Raises
        TooManyVersionsError.
        """
        ...

    async def newest(self, key: SettlementKey) -> Settlement | None:
        """The newest version."""
        ...

    async def version(self, key: SettlementKey, number: int) -> Settlement | None:
        """One version."""
        ...

    async def versions(
        self, key: SettlementKey, *, before: int | None, limit: int
    ) -> list[Settlement]:
        """The newest first, those with a number below `before`."""
        ...

    async def months(
        self, community_id: UUID, basis: Basis, model: Model, *, first: date, last: date
    ) -> list[Settlement]:
        """The newest version of each month from `first` to `last` that is settled, in order."""
        ...

    async def year_parts(
        self, community_id: UUID, basis: Basis, model: Model, *, first: date, last: date
    ) -> Mapping[date, YearOfPremium]:
        """What each month adds to its year, by the newest versions; those settled only."""
        ...

    async def detail(self, key: SettlementKey, number: int) -> HourlyDetail | None:
        """The hours that were kept with a version."""
        ...


class GseStatements(Protocol):
    """Statements of GSE; only added, too."""

    async def add(self, statement: GseStatement) -> GseStatement:
        """Keep it as the next one of its month. Raises TooManyVersionsError."""
        ...

    async def newest(self, community_id: UUID, month: date) -> GseStatement | None:
        """The one that counts."""
        ...

    async def one(self, community_id: UUID, month: date, number: int) -> GseStatement | None:
        """One of those that were brought."""
        ...


class SettlementChecks(Protocol):
    """What the rounds know of months, and the counters by which they find what changed."""

    def turn(self) -> AbstractAsyncContextManager[bool]:
        """Whether it is this replica's turn; until the end of the context no other has one."""
        ...

    async def checks(self, community_id: UUID, model: Model) -> Mapping[tuple[Basis, date], Check]:
        """Of each basis and month that was looked at."""
        ...

    async def keep(self, checks: Sequence[tuple[SettlementKey, Check]]) -> None:
        """Put these in place of what is known."""
        ...

    async def price_states(self, zone: Zone, months: Collection[date]) -> Mapping[date, int]:
        """A number of each month that grows whenever a price of it comes or is restated."""
        ...
