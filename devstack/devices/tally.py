"""What a fleet has done, in numbers."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_RESERVOIR_SAMPLES: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentiles:
    """Of a latency in milliseconds."""

    p50_ms: float
    p95_ms: float
    p99_ms: float


class LatencyReservoir:
    """A uniform sample of bounded size of however many latencies (Vitter's algorithm R)."""

    def __init__(self, samples: int = _RESERVOIR_SAMPLES, *, seed: int = 0) -> None:
        self._limit = samples
        self._samples_ms: list[float] = []
        self._seen = 0
        self._random = random.Random(seed)  # noqa: S311  a sample, no secret

    def add(self, latency_ms: float) -> None:
        """Count one in."""
        self._seen += 1
        if len(self._samples_ms) < self._limit:
            self._samples_ms.append(latency_ms)
            return
        place = int(self._random.random() * self._seen)
        if place < self._limit:
            self._samples_ms[place] = latency_ms

    def percentiles(self) -> Percentiles | None:
        """None before the first latency."""
        if not self._samples_ms:
            return None
        rising = sorted(self._samples_ms)
        return Percentiles(
            p50_ms=_nearest_rank(rising, 0.50),
            p95_ms=_nearest_rank(rising, 0.95),
            p99_ms=_nearest_rank(rising, 0.99),
        )


def _nearest_rank(rising: Sequence[float], share: float) -> float:
    return rising[max(0, math.ceil(share * len(rising)) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A fleet's numbers at one moment; readings are counted once, however often they were sent."""

    measured: int
    sent: int
    acknowledged: int
    resent: int
    """Publications beyond a reading's first."""
    refused: int = 0
    """Readings that will never count; forgotten as well."""
    connections_lost: int
    connected: int
    """Devices that have a connection now."""
    latency: Percentiles | None
    """From a reading's first publication to its acknowledgement."""

    @property
    def pending(self) -> int:
        """Readings measured and neither acknowledged nor refused."""
        return self.measured - self.acknowledged - self.refused


class Counters:
    """What the devices of a fleet count together."""

    def __init__(self) -> None:
        self.measured = 0
        self.sent = 0
        self.acknowledged = 0
        self.resent = 0
        self.refused = 0
        self.connections_lost = 0
        self.connected = 0
        self.latencies = LatencyReservoir()

    @property
    def pending(self) -> int:
        """Readings measured and neither acknowledged nor refused."""
        return self.measured - self.acknowledged - self.refused

    def tally(self) -> Tally:
        """The numbers now."""
        return Tally(
            measured=self.measured,
            sent=self.sent,
            acknowledged=self.acknowledged,
            resent=self.resent,
            refused=self.refused,
            connections_lost=self.connections_lost,
            connected=self.connected,
            latency=self.latencies.percentiles(),
        )
