"""What became of readings, counted the same whichever way they came."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.metrics import readings as metrics


def count_outcomes(kept: Sequence[Reading], refused: Mapping[Reason, int], now: datetime) -> None:
    """These are durable since `now`, and so many were refused."""
    metrics.ACCEPTED.inc(len(kept))
    for reason, count in refused.items():
        metrics.REJECTED.labels(reason).inc(count)
    metrics.RECEIVE_TO_KEPT_SECONDS.observe_all(
        (now - reading.received_at).total_seconds() for reading in kept
    )
