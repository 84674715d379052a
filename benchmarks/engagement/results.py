"""What was found about engagement, as it is printed and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.machine import Machine
from benchmarks.measuring.quantiles import Latency
from benchmarks.results import Baseline, Hotspot

GOAL_FOLDED_PER_S: Final = 20_000.0
GOAL_TAKEN_OVER_S: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A backlog from JetStream into balances. `cpu_us`: by process, a reading.

    `balances_wrong`: communities whose balance is not the sum of what their devices said last.
    `readers`: the same messages by the same kind of consumer, without folding.
    """

    readings: int
    folded: int
    devices: int
    communities: int
    seconds: float
    cpu_us: Mapping[str, float]
    balances_wrong: int
    readers: Sequence[Baseline]
    hotspots: Sequence[Hotspot]

    @property
    def per_s(self) -> float:
        """Readings folded by one process."""
        return self.folded / self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """From the process's start to ready. `ready_at_s`: when each worker waited no longer."""

    devices: int
    folded: int
    seconds: float
    cpu_s: float
    memory_bytes: int
    ready_at_s: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuild:
    """The service with nothing to know, and with the last message of every device."""

    empty: Start
    full: Start

    @property
    def bytes_a_device(self) -> float:
        """With its facility, user and share of a community."""
        return (self.full.memory_bytes - self.empty.memory_bytes) / self.full.devices


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """A replica ended, and its `partitions` went to others while readings flowed.

    `went_on`: communities of which a balance with newer readings was told of afterwards; `latency`
    and `last_s` count to that, over all of them, from the moment the replica was ended.
    """

    how: str
    devices: int
    partitions: int
    communities: int
    went_on: int
    last_s: float
    latency: Latency | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Streamed:
    """Balances to screens.

    `opening_cpu_us`, `cpu_us`: of the process that sends, to open a stream and an event of one.
    `expected`: events if nobody was too slow; who is gets the newest only. `uninformed`: clients
    that did not get the last one. `latency`: from publication to the client.
    """

    sender: str
    communities: int
    clients: int
    refused: int
    connected_s: float
    opening_cpu_us: float
    expected: int
    events: int
    uninformed: int
    cpu_us: float
    memory_bytes: int
    latency: Latency | None
    hotspots: Sequence[Hotspot] = ()

    @property
    def bytes_a_client(self) -> float:
        """What an open stream takes in the process that sends."""
        return self.memory_bytes / self.clients


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementResults:
    """Everything. `bare`: the same bytes to as many sockets, and nothing else."""

    machine: Machine
    fold: Fold
    rebuild: Rebuild
    take_overs: Sequence[TakeOver]
    streamed: Sequence[Streamed]
    bare: Streamed

    def faults(self) -> list[str]:
        """What is not as it must be; empty when all is."""
        fold, start = self.fold, self.rebuild.full
        streamed = [*self.streamed, self.bare]
        uninformed = sum(one.uninformed for one in streamed)
        refused = sum(one.refused for one in streamed)
        waiting = sum(one.communities - one.went_on for one in self.take_overs)
        found = {
            f"{fold.readings - fold.folded} readings not folded": fold.readings != fold.folded,
            f"{fold.balances_wrong} balances differ from a recount": fold.balances_wrong > 0,
            f"{start.devices - start.folded} devices not known again": (
                start.devices != start.folded
            ),
            f"{waiting} balances did not go on": waiting > 0,
            f"{uninformed} clients did not get the last balance": uninformed > 0,
            f"{refused} clients were refused": refused > 0,
        }
        return [fault for fault, is_so in found.items() if is_so]
