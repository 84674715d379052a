"""Calls, and what facilities consumed around them."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple, Protocol
from uuid import UUID

from services.energy.domain.calendar import Period
from services.energy.domain.effect.call import Call
from services.energy.domain.effect.usual import HourSum, UsualWithdrawal


class WindowEnergy(NamedTuple):
    """What is known of a facility in a window; energies in microjoules."""

    import_uj: int
    export_uj: int
    coverage_ms: int


class Calls(Protocol):
    """Calls at rest. Its methods raise a transient error when the database is away."""

    async def add(self, calls: Sequence[Call]) -> None:
        """Keep them; one that is kept already stays as it is."""
        ...

    async def of_community(self, community_id: UUID, period: Period) -> Sequence[Call]:
        """The community's calls in the period, in order of time."""
        ...

    async def energies(
        self, facility_ids: Collection[UUID], windows: Sequence[Period]
    ) -> Mapping[tuple[UUID, int], WindowEnergy]:
        """By facility and the window's number: the sums of the quarter-hours that begin in it.

        Measured ones. Where nothing is known there is no entry.
        """
        ...


class Withdrawals(Protocol):
    """What facilities withdrew by hour of the clock."""

    def turn(self) -> AbstractAsyncContextManager[bool]:
        """True for one process at a time, as long as the block lasts."""
        ...

    async def by_hour(self, facility_ids: Sequence[UUID]) -> Sequence[HourSum]:
        """Sums over the REACH before each facility's newest quarter-hour."""
        ...


class Announcements(Protocol):
    """The bus."""

    async def tell(self, usual: UsualWithdrawal) -> None:
        """It takes the place of what was told of the facility before."""
        ...
