"""Replicas of a service within a test: who comes, goes and dies, the test says."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from libs.chassis.lifecycle import Worker
from libs.chassis.membership import Division
from libs.chassis.replicas import Divisions
from libs.chassis.shares import divide


class MemoryReplicas:
    """Fulfils Replicas; made by ReplicaTeam."""

    def __init__(self, shares: int) -> None:
        self.divisions = Divisions(Division(shares=shares))
        self.shares = shares

    @property
    def division(self) -> Division:
        """The present one."""
        return self.divisions.latest

    async def other_than(self, division: Division) -> Division:
        """Return the present one as soon as it is another."""
        return await self.divisions.other_than(division)

    async def confirmed(self) -> None:
        """Everybody knows everything at once."""

    def holding(self) -> AbstractContextManager[None]:
        """The test says who leaves."""
        return nullcontext()

    def workers(self) -> Sequence[Worker]:
        """None."""
        return ()


class ReplicaTeam:
    """All replicas of a service; each knows at once of every change."""

    def __init__(self) -> None:
        self._living: dict[str, MemoryReplicas] = {}

    def join(self, replica_id: str, *, shares: int) -> MemoryReplicas:
        """A replica begins."""
        self._living[replica_id] = MemoryReplicas(shares)
        self._divide()
        return self._living[replica_id]

    def leave(self, replica_id: str) -> None:
        """It has gone or died; what it believed last, it goes on to believe."""
        del self._living[replica_id]
        self._divide()

    def _divide(self) -> None:
        shares = max((each.shares for each in self._living.values()), default=0)
        owners = divide(self._living, shares)
        for replica_id, replicas in self._living.items():
            mine = frozenset(share for share, owner in enumerate(owners) if owner == replica_id)
            replicas.divisions.tell(
                Division(members=frozenset(self._living), shares=shares, mine=mine)
            )
