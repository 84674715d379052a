"""How often something may be done: a burst, then a steady rate. Pure: no I/O here."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class TokenBucket:
    """Holds up to `capacity` tokens and gains `per_s` of them a second."""

    capacity: float
    per_s: float
    tokens: float
    filled_at_s: float
    """When `tokens` was true, in seconds of a clock of the caller's choice."""


def full_bucket(*, capacity: float, per_s: float, now_s: float) -> TokenBucket:
    """A bucket nobody has taken from."""
    return TokenBucket(capacity, per_s, capacity, now_s)


def take(bucket: TokenBucket, now_s: float) -> tuple[TokenBucket, bool]:
    """The bucket afterwards, and whether there was a token.

    A clock that was set back gains nothing and costs nothing.
    """
    elapsed_s = now_s - bucket.filled_at_s
    if elapsed_s < 0:
        bucket, elapsed_s = replace(bucket, filled_at_s=now_s), 0.0
    tokens = min(bucket.capacity, bucket.tokens + elapsed_s * bucket.per_s)
    if tokens < 1.0:
        return bucket, False
    return TokenBucket(bucket.capacity, bucket.per_s, tokens - 1.0, now_s), True
