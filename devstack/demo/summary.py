"""The JSON object at the end of a run, and a few lines of it for people."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from devstack.demo.audit.checks import Check
from devstack.demo.figures import Figures, Latencies
from devstack.devices.tally import Percentiles


class Readings(msgspec.Struct, frozen=True, rename="camel"):
    """How many; each reading counts once, however often it was sent, but for `resent`."""

    sent: int
    accepted: int
    """Acknowledged to the device: durable."""
    stored: int
    rejected: int
    duplicates: int
    """Deliveries of readings that the books already had."""
    resent: int
    per_second: float
    """Accepted, on average of the run."""


class BalanceSummary(msgspec.Struct, frozen=True, rename="camel"):
    """A community's balance at the end."""

    community_id: UUID
    name: str
    event_time: datetime | None
    produced_w: float
    consumed_w: float
    excess_w: float
    facilities_fresh: int
    facilities_total: int


class EpisodesSummary(msgspec.Struct, frozen=True, rename="camel"):
    """Surplus episodes detected in the run's time."""

    detected: int
    notified: int
    open: int


class NotificationsSummary(msgspec.Struct, frozen=True, rename="camel"):
    """Messages of those episodes: in inboxes, and their deliveries by channel and status."""

    inbox: int
    deliveries: Mapping[str, Mapping[str, int]]


class PercentilesMs(msgspec.Struct, frozen=True):
    """In milliseconds."""

    p50: float
    p95: float
    p99: float


class LatenciesMs(msgspec.Struct, frozen=True, rename="camel"):
    """None where nothing was measured."""

    device_to_acknowledged: PercentilesMs | None
    reading_to_stored: PercentilesMs | None
    reading_to_balance: PercentilesMs | None
    threshold_to_notification_sent: PercentilesMs | None

    @classmethod
    def of(cls, latencies: Latencies) -> "LatenciesMs":
        """The latencies, to a hundredth of a millisecond."""
        return cls(
            device_to_acknowledged=_rounded(latencies.device_to_acknowledged),
            reading_to_stored=_rounded(latencies.reading_to_stored),
            reading_to_balance=_rounded(latencies.reading_to_balance),
            threshold_to_notification_sent=_rounded(latencies.threshold_to_sent),
        )


class CheckSummary(msgspec.Struct, frozen=True):
    """One question of the audit."""

    name: str
    passed: bool
    detail: str

    @classmethod
    def of(cls, check: Check) -> "CheckSummary":
        """The question and its answer."""
        return cls(name=check.name, passed=check.passed, detail=check.detail)


class BooksSummary(msgspec.Struct, frozen=True):
    """Whether everything adds up."""

    balanced: bool
    checks: Sequence[CheckSummary]

    @classmethod
    def of(cls, checks: Sequence[Check]) -> "BooksSummary":
        """The audit's answers; one that does not hold is enough."""
        answers = [CheckSummary.of(check) for check in checks]
        return cls(balanced=all(check.passed for check in checks), checks=answers)


class RunSummary(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A bounded run."""

    url: str
    ran_s: float
    speed: float | None
    """Event time per wall-clock time; None: as fast as acknowledged."""
    event_time_from: datetime
    event_time_to: datetime
    readings: Readings
    balances: Sequence[BalanceSummary]
    episodes: EpisodesSummary
    notifications: NotificationsSummary
    latencies_ms: LatenciesMs
    restarts: Mapping[str, int]
    """Of the parts, those above zero."""
    books: BooksSummary


class Failure(msgspec.Struct, frozen=True):
    """A run that came to no end of its own."""

    error: str


def as_json(value: Any) -> str:
    """One JSON object in readable lines."""
    return msgspec.json.format(msgspec.json.encode(value)).decode() + "\n"


def readings_of(figures: Figures, *, stored: int, ran_s: float) -> Readings:
    """The run's numbers; `stored` counted in the books."""
    tally = figures.tally
    return Readings(
        sent=tally.sent,
        accepted=tally.acknowledged,
        stored=stored,
        rejected=figures.rejected,
        duplicates=figures.duplicates,
        resent=tally.resent,
        per_second=round(tally.acknowledged / ran_s, 1) if ran_s > 0 else 0.0,
    )


def _rounded(percentiles: Percentiles | None) -> PercentilesMs | None:
    if percentiles is None:
        return None
    return PercentilesMs(
        p50=round(percentiles.p50_ms, 2),
        p95=round(percentiles.p95_ms, 2),
        p99=round(percentiles.p99_ms, 2),
    )
