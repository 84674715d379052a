"""How often somebody may ask: a burst, then a steady rate; counted in this process."""

from collections.abc import Hashable
from math import ceil
from typing import Final

from libs.chassis.clock import Clock
from libs.chassis.token_bucket import TokenBucket, full_bucket, take

_BUCKETS_KEPT: Final = 100_000
"""Of those who asked last; a forgotten one begins with a full bucket."""


class RequestPace:
    """Counts in this process: with n replicas n times as much is let through."""

    def __init__(self, clock: Clock, *, burst: float, per_s: float) -> None:
        self._clock = clock
        self._burst = burst
        self._per_s = per_s
        self._buckets: dict[Hashable, TokenBucket] = {}

    def wait_s(self, who: Hashable) -> int | None:
        """Take a token; when there is none, the seconds until there will be one."""
        now_s = self._clock.now().timestamp()
        bucket = self._buckets.pop(who, None) or full_bucket(
            capacity=self._burst, per_s=self._per_s, now_s=now_s
        )
        if len(self._buckets) >= _BUCKETS_KEPT:
            del self._buckets[next(iter(self._buckets))]
        bucket, allowed = take(bucket, now_s)
        self._buckets[who] = bucket
        if allowed:
            return None
        missing = 1.0 - bucket.tokens - (now_s - bucket.filled_at_s) * bucket.per_s
        return max(1, ceil(missing / bucket.per_s))
