"""Percentiles, of single durations and of a histogram's buckets."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Percentiles in seconds. `bucketed`: interpolated within a histogram's bucket."""

    count: int
    p50_s: float
    p95_s: float
    p99_s: float
    bucketed: bool


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many durations were above the bound before and at most `upper_s`."""

    upper_s: float
    count: int


def latency_of(durations_s: Iterable[float]) -> Latency | None:
    """Exact percentiles (nearest rank); None of nothing."""
    ordered = sorted(durations_s)
    if not ordered:
        return None
    return Latency(
        count=len(ordered),
        p50_s=_nearest_rank(ordered, 0.50),
        p95_s=_nearest_rank(ordered, 0.95),
        p99_s=_nearest_rank(ordered, 0.99),
        bucketed=False,
    )


def bucketed_latency(buckets: Sequence[Bucket]) -> Latency | None:
    """Percentiles as far as the buckets tell; infinite beyond the last bound; None of nothing."""
    count = sum(bucket.count for bucket in buckets)
    if count == 0:
        return None
    return Latency(
        count=count,
        p50_s=_interpolated(buckets, 0.50 * count),
        p95_s=_interpolated(buckets, 0.95 * count),
        p99_s=_interpolated(buckets, 0.99 * count),
        bucketed=True,
    )


def between(before: Sequence[Bucket], after: Sequence[Bucket]) -> list[Bucket]:
    """What was counted between two readings of the same histogram."""
    return [
        Bucket(now.upper_s, now.count - then.count) for then, now in zip(before, after, strict=True)
    ]


def _nearest_rank(ordered: Sequence[float], share: float) -> float:
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _interpolated(buckets: Sequence[Bucket], rank: float) -> float:
    lower_s, seen = 0.0, 0
    for bucket in buckets:
        if bucket.count and seen + bucket.count >= rank:
            if math.isinf(bucket.upper_s):
                return bucket.upper_s
            inside_s = lower_s + (bucket.upper_s - lower_s) * (rank - seen) / bucket.count
            return min(bucket.upper_s, inside_s)  # which rounding would exceed by a bit
        seen += bucket.count
        lower_s = bucket.upper_s
    return lower_s
