"""What is known of a running community at one moment: for the views and the summary."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from devstack.demo.metrics import LatencyBuckets, ServiceMetrics
from devstack.devices.tally import Percentiles, Tally
from devstack.people.engagement import Balance, Episode

_STORED: Final = "meriggio_energy_readings_stored_total"
_DUPLICATES: Final = "meriggio_energy_duplicates_total"
_REJECTED: Final = (
    "meriggio_device_gateway_readings_rejected_total",
    "meriggio_energy_readings_rejected_total",
)
_TO_STORED: Final = "meriggio_energy_received_to_stored_seconds"
_TO_BALANCE: Final = "meriggio_engagement_received_to_folded_seconds"
_TO_SENT: Final = "meriggio_engagement_received_to_sent_seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Latencies:
    """Percentiles of the ways of a reading; None before there is one."""

    device_to_acknowledged: Percentiles | None = None
    reading_to_stored: Percentiles | None = None
    reading_to_balance: Percentiles | None = None
    threshold_to_sent: Percentiles | None = None
    """From the receipt of the reading that completed a surplus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentNews:
    """What members were told about one episode; `recipients` so far."""

    episode_id: UUID
    title: str
    sent_at: datetime
    recipients: int
    is_new: bool
    """Whether it was sent during this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything a view shows of the community and its readings."""

    tally: Tally
    readings_per_s: float = 0.0
    stored: int = 0
    rejected: int = 0
    duplicates: int = 0
    latencies: Latencies = field(default_factory=Latencies)
    balance: Balance | None = None
    episodes: Sequence[Episode] = ()
    """Newest first."""
    news: Sequence[SentNews] = ()
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the services say they counted since the run began."""

    stored: int
    rejected: int
    duplicates: int
    latencies: Latencies


def counted(metrics: ServiceMetrics, tally: Tally) -> Counted:
    """Read what was scraped last."""
    return Counted(
        stored=int(metrics.total(_STORED)),
        rejected=int(sum(metrics.total(name) for name in _REJECTED)),
        duplicates=int(metrics.total(_DUPLICATES)),
        latencies=Latencies(
            device_to_acknowledged=tally.latency,
            reading_to_stored=_percentiles(metrics.latency(_TO_STORED)),
            reading_to_balance=_percentiles(metrics.latency(_TO_BALANCE)),
            threshold_to_sent=_percentiles(metrics.latency(_TO_SENT)),
        ),
    )


def _percentiles(latency: LatencyBuckets) -> Percentiles | None:
    p50_ms, p95_ms, p99_ms = (latency.quantile_ms(share) for share in (0.5, 0.95, 0.99))
    if p50_ms is None or p95_ms is None or p99_ms is None:
        return None
    return Percentiles(p50_ms=p50_ms, p95_ms=p95_ms, p99_ms=p99_ms)
