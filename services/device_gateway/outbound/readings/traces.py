"""Traces of readings: they begin here, unless the device or a request began one.

A span a reading would cost more than the reading: of the messages few are drawn, by the ratio, and
the others cost nothing.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from opentelemetry import trace
from opentelemetry.trace import Span, SpanContext, SpanKind

from libs.chassis import tracing
from libs.chassis.batch_publisher import NO_TRACES, Traces
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.metrics import readings as metrics

_STREAM: Final = "READINGS"
_OF_A_REQUEST: Final = 8
"""So many messages of one post carry its trace; the others were handled like them."""
_NANOSECONDS: Final = 1_000_000_000

Messages = Sequence[tuple[str, bytes]]


class ReadingTraces:
    """Draws them; one a process."""

    def __init__(self) -> None:
        self._draw = tracing.Draw()
        self._strangers = tracing.Strangers()

    @contextmanager
    def around(self, messages: Messages, readings: Sequence[Reading]) -> Iterator[Traces]:
        """While messages with these readings are published: which of them have a trace, and its."""
        spans = self._begin(messages, readings)
        if spans is None:
            yield NO_TRACES
            return
        try:
            yield spans.traceparents
            spans.exemplify()
        finally:
            spans.end()

    def _begin(self, messages: Messages, readings: Sequence[Reading]) -> "_BatchSpans | None":
        if not tracing.is_on():
            return None
        request = trace.get_current_span().get_span_context()
        if request.is_valid:
            return _of_request(request, len(messages))
        parents = self._offered_to(messages)
        chosen: dict[int, SpanContext | None] = dict.fromkeys(self._draw.of(len(messages)))
        chosen |= parents
        if not chosen:
            return None
        arrivals = {reading.device_id: reading.received_at for reading in readings}
        spans = _BatchSpans()
        for position, parent in chosen.items():
            spans.receive(position, arrivals[_device_of(messages[position])], parent)
        return spans

    def _offered_to(self, messages: Messages) -> Mapping[int, SpanContext]:
        """Of the devices that began a trace: the newest message of each."""
        offered = tracing.offered()
        if not offered:
            return {}
        places = {_device_of(message): place for place, message in enumerate(messages)}
        accepted = {
            places[device_id]: self._strangers.accept(traceparent)
            for device_id, traceparent in offered.items()
            if device_id in places
        }
        return {place: each for place, each in accepted.items() if each and each.trace_flags}


class _BatchSpans:
    """From the arrival of each message that has a trace to its confirmation."""

    def __init__(self) -> None:
        self.traceparents: dict[int, str] = {}
        self._spans: list[Span] = []
        self._arrivals: list[tuple[datetime, str]] = []

    def receive(self, position: int, received_at: datetime, parent: SpanContext | None) -> None:
        """A message has a trace of its own: it came to us, and now it is published."""
        received = tracing.begin(
            "receive energy-data",
            kind=SpanKind.CONSUMER,
            parent=parent,
            start_ns=round(received_at.timestamp() * _NANOSECONDS),
            attributes=tracing.messaging("mqtt", "energy-data", "receive"),
        )
        self.publish([position], received.get_span_context(), 1)
        self._spans.append(received)
        self._arrivals.append((received_at, self.traceparents[position]))

    def publish(self, positions: Sequence[int], parent: SpanContext, count: int) -> None:
        """The messages at these positions carry one span's context."""
        span = tracing.begin(
            f"publish {_STREAM}",
            kind=SpanKind.PRODUCER,
            parent=parent,
            attributes=tracing.messaging("nats", _STREAM, "publish", count=count),
        )
        traceparent = tracing.traceparent_of(span) or ""
        self.traceparents |= dict.fromkeys(positions, traceparent)
        self._spans.append(span)

    def exemplify(self) -> None:
        """From the histogram of how long it took to these traces."""
        now_s = time.time()
        for received_at, traceparent in self._arrivals:
            exemplar = tracing.exemplar_of(traceparent)
            metrics.RECEIVE_TO_KEPT_SECONDS.exemplify(now_s - received_at.timestamp(), exemplar)

    def end(self) -> None:
        """The batch is confirmed, or given up by whoever waited for it."""
        for span in self._spans:
            span.end()


def _of_request(request: SpanContext, size: int) -> _BatchSpans | None:
    if not request.trace_flags.sampled:
        return None
    spans = _BatchSpans()
    spans.publish(range(min(size, _OF_A_REQUEST)), request, size)
    return spans


def _device_of(message: tuple[str, bytes]) -> str:
    return message[0].rpartition(".")[2]
