"""Traces that devices began themselves: they go with what is being done (ADR 0046)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from libs.chassis import tracing
from services.device_gateway.domain.readings.submission import Submission, device_of


@contextmanager
def offered_traces(submissions: Sequence[Submission]) -> Iterator[None]:
    """While these are handled, their readings belong to the traces that their senders say."""
    offered = {
        device_id: submission.traceparent
        for submission in (submissions if tracing.is_on() else ())
        if submission.traceparent and (device_id := device_of(submission.topic)) is not None
    }
    if not offered:
        yield
        return
    with tracing.offering(offered):
        yield
