"""How many devices, readings and screens."""

from dataclasses import dataclass
from typing import Final

from benchmarks.communities import Community, make_communities

_PREFIX: Final = "engaged-"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementPlan:
    """`folded`: readings that wait when folding begins, of `devices` in `communities`.

    `rebuilt`: devices of which the stream keeps the last message when the service starts.
    `clients`: open live streams; their communities' balances change once a second, `rounds` times.
    """

    folded: int
    devices: int
    communities: int
    rebuilt: int
    clients: int
    rounds: int

    def folding(self) -> tuple[Community, ...]:
        """The communities whose backlog is folded, and which are looked at."""
        return _communities(self.devices, self.devices // self.communities)

    def starting(self) -> tuple[Community, ...]:
        """The communities that the service knows when it starts again, as large as the others."""
        return _communities(self.rebuilt, self.devices // self.communities)


def _communities(devices: int, size: int) -> tuple[Community, ...]:
    return make_communities([f"{_PREFIX}{index:06}" for index in range(devices)], size)
