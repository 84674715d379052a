"""How many devices, readings and screens."""

from dataclasses import dataclass
from typing import Final

from benchmarks.communities import Community, make_communities

_PREFIX: Final = "engaged-"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementPlan:
    """`folded`: readings that wait when folding begins, of `devices` in `communities`.

    `rebuilt`: devices of which the stream keeps the last message when the service starts.
    `rate_per_s`: their readings while replicas end and others take over.
    `clients`: open live streams; their communities' balances change once a second, `rounds` times.
    """

    folded: int
    devices: int
    communities: int
    rebuilt: int
    rate_per_s: float
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


FULL: Final = EngagementPlan(
    folded=300_000,
    devices=2_000,
    communities=100,
    rebuilt=100_000,
    rate_per_s=3_000.0,
    clients=10_000,
    rounds=10,
)
QUICK: Final = EngagementPlan(
    folded=40_000,
    devices=2_000,
    communities=100,
    rebuilt=10_000,
    rate_per_s=1_000.0,
    clients=1_000,
    rounds=4,
)
