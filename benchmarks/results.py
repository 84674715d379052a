"""What a benchmark found, as it is printed and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.machine import Machine
from benchmarks.measuring.arrival import Arrival
from benchmarks.measuring.quantiles import Latency
from benchmarks.measuring.window import PartCost
from benchmarks.search import Trial

GOAL_READINGS_PER_S: Final = 3_000.0
GOAL_TO_BALANCE_P99_S: Final = 0.25
GOAL_TO_NOTIFICATION_P99_S: Final = 1.0
GOAL_REQUEST_P95_S: Final = 0.05
THESIS_REQUEST_MEAN_S: Final = 0.157
THESIS_REQUEST_P95_S: Final = 0.252
THESIS_REQUESTS_PER_S: Final = 25.8
THESIS_REQUESTS_OK: Final = 0.999
"""Of the thesis' community service, in the same scenario, on serverless functions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One long run. `others_cpu_us`: kernel and other programs, a reading."""

    rate_per_s: float
    seconds: float
    stored_per_s: float
    latest_delay_s: float
    costs: Mapping[str, PartCost]
    others_cpu_us: float

    @property
    def system_cpu_us(self) -> float:
        """CPU of the system's own parts a reading."""
        return sum(cost.cpu_us for name, cost in self.costs.items() if not name.startswith("("))


@dataclass(frozen=True, slots=True, kw_only=True)
class Latencies:
    """At half the sustained load, from the moment the device sends; None: nothing was seen.

    `to_live_feed`: the newest reading in a balance on the bus, on arrival; at most one a second.
    `to_notification`: beyond the minimum duration, each message through each channel;
    `notification_stages`: what it is the sum of.
    """

    to_stored: Latency | None
    to_balance: Latency | None
    to_live_feed: Latency | None
    to_notification: Latency | None
    notification_stages: Mapping[str, Latency | None]
    crossings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Whether everything that was sent is where it belongs, after all runs."""

    sent: int
    confirmed_by_broker: int
    acknowledged: int
    stored: int
    delivered_twice: int
    refused: int
    balances: int
    balances_wrong: int
    notifications_missing: int

    def faults(self) -> list[str]:
        """What is not as it must be; empty when the books balance."""
        found = {
            f"{self.sent - self.confirmed_by_broker} readings not confirmed by the broker": (
                self.sent != self.confirmed_by_broker
            ),
            f"{self.sent - self.acknowledged} readings not acknowledged": (
                self.sent != self.acknowledged
            ),
            f"{self.sent - self.stored} readings lost": self.sent != self.stored,
            f"{self.refused} readings refused": self.refused > 0,
            f"{self.balances_wrong} balances differ from a recount": self.balances_wrong > 0,
            f"{self.notifications_missing} notifications missing": self.notifications_missing > 0,
        }
        return [fault for fault, is_so in found.items() if is_so]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A part alone with the same messages. `cpu_us`: by process, a message.

    `skipped` says why there are no figures.
    """

    name: str
    per_s: float = 0.0
    messages: int = 0
    cpu_us: Mapping[str, float] = field(default_factory=dict)
    skipped: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLoad:
    """The thesis' scenario on the community service. `failures`: how often each was told."""

    seconds: float
    requests: int
    failed: int
    failures: Mapping[str, int]
    mean_s: float
    took: Latency | None

    @property
    def ok(self) -> float:
        """The share of requests that were answered as they should be."""
        return 1 - self.failed / self.requests if self.requests else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInCost:
    """A way to sign in. `alone`: nobody else signs in. `cpu_ms`: by part, a sign-in."""

    by: str
    alone: Latency | None
    per_s: float
    cpu_ms: Mapping[str, float]
    cores: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """What people's requests take."""

    load: RequestLoad
    sign_ins: Sequence[SignInCost]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspot:
    """A function, and the share of its process's samples in which it ran itself."""

    function: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything. `sustained` is None when no rate was carried."""

    machine: Machine
    requests: Requests
    connections: Arrival
    trials: Sequence[Trial]
    sustained: Load | None
    half: Load | None
    latencies: Latencies | None
    books: Books
    baselines: Sequence[Baseline]
    hotspots: Mapping[str, Sequence[Hotspot]]
