"""Spans, placed by hand where requests and messages enter and leave (ADR 0046).

Off until `turn_on`: then nothing here costs more than asking `is_on`. A span never holds a name, an
address, a path with ids or the words of an error: only routes, streams, counts and types.
"""

import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.trace import INVALID_SPAN, Link, Span, SpanContext, SpanKind, StatusCode

from libs.chassis.token_bucket import full_bucket, take

Attributes = Mapping[str, str | int | float | bool]
CHOSEN: Final = contexts.create_key("meriggio-chosen")
"""Set where a trace is to be begun whatever the ratio: it has been drawn already."""
TRACEPARENT: Final = "traceparent"
_OFFERED: Final = contexts.create_key("meriggio-offered")
_LAYOUT: Final = (2, 32, 16, 2)
_FOREIGN_BURST: Final = 50.0
_FOREIGN_PER_S: Final = 10.0
"""So many traces a second are gone on with that strangers ask for; more are drawn like others."""
_LINKS: Final = 32
"""Of so many messages of a batch it is said that they were in it."""
_SAMPLED: Final = 1


@dataclass(slots=True)
class _Tracing:
    """One a process."""

    is_on: bool = False
    ratio: float = 0.0


_TRACING: Final = _Tracing()


def turn_on(*, ratio: float) -> None:
    """A provider of spans is installed; of so many traces, 0 to 1, spans are kept."""
    _TRACING.is_on, _TRACING.ratio = True, ratio


def is_on() -> bool:
    """Whether anybody takes spans."""
    return _TRACING.is_on


def traceparent_of(span: Span) -> str | None:
    """As W3C's header says it; None unless the span is kept."""
    context = span.get_span_context()
    if not (context.is_valid and context.trace_flags.sampled):
        return None
    trace_id, span_id = (
        trace.format_trace_id(context.trace_id),
        trace.format_span_id(context.span_id),
    )
    return f"00-{trace_id}-{span_id}-01"


def current_traceparent() -> str | None:
    """Of what is being done now; None unless its span is kept."""
    return traceparent_of(trace.get_current_span()) if _TRACING.is_on else None


def exemplar() -> dict[str, str] | None:
    """What leads from a histogram to the trace of what is being done now, if it is kept."""
    return exemplar_of(current_traceparent())


def exemplar_of(traceparent: str | None) -> dict[str, str] | None:
    """The same of a traceparent."""
    return {"trace_id": traceparent.split("-")[1]} if traceparent else None


def parse(traceparent: str | bytes | None) -> SpanContext | None:
    """The context that W3C's header names; None for anything else."""
    if not traceparent:
        return None
    text = traceparent.decode("ascii", "replace") if isinstance(traceparent, bytes) else traceparent
    parts = text.strip().lower().split("-")
    if tuple(map(len, parts[:4])) != _LAYOUT or parts[0] == "ff":
        return None
    try:
        trace_id, span_id, flags = (int(part, 16) for part in parts[1:4])
    except ValueError:
        return None
    context = SpanContext(
        trace_id, span_id, is_remote=True, trace_flags=trace.TraceFlags(flags & _SAMPLED)
    )
    return context if context.is_valid else None


@contextmanager
def span(
    name: str,
    *,
    kind: SpanKind = SpanKind.INTERNAL,
    parent: SpanContext | None = None,
    links: Sequence[SpanContext] = (),
    attributes: Attributes | None = None,
) -> Iterator[Span]:
    """Around what is done: below `parent`, or what is being done now, or at the top by the ratio.

    Of an error only the type is told. It may be ended before: then the rest is none of its time.
    """
    if not _TRACING.is_on:
        yield INVALID_SPAN
        return
    with trace.get_tracer("meriggio").start_as_current_span(
        name,
        context=_below(parent),
        kind=kind,
        attributes=attributes,
        links=[Link(each) for each in links],
        record_exception=False,
        set_status_on_exception=False,
        end_on_exit=False,
    ) as made:
        try:
            yield made
        except Exception as error:
            if made.is_recording():
                failed(made, type(error).__name__)
            raise
        finally:
            if made.is_recording():
                made.end()


@contextmanager
def child_span(
    name: str,
    *,
    kind: SpanKind = SpanKind.INTERNAL,
    parent: SpanContext | None = None,
    attributes: Attributes | None = None,
) -> Iterator[Span]:
    """The same where there is a trace to go on with, and else nothing."""
    if _TRACING.is_on and (parent or trace.get_current_span().get_span_context()).trace_flags:
        with span(name, kind=kind, parent=parent, attributes=attributes) as made:
            yield made
    else:
        yield INVALID_SPAN


def begin(
    name: str,
    *,
    kind: SpanKind,
    parent: SpanContext | None = None,
    start_ns: int | None = None,
    attributes: Attributes | None = None,
    links: Sequence[SpanContext] = (),
) -> Span:
    """A span of something that was chosen already; whoever begins it ends it."""
    at = contexts.set_value(CHOSEN, True, _below(parent) or contexts.Context())
    return trace.get_tracer("meriggio").start_span(
        name,
        context=at,
        kind=kind,
        start_time=start_ns,
        attributes=attributes,
        links=[Link(each) for each in links],
    )


def failed(span_: Span, error_type: str) -> None:
    """It did not do what it was to do."""
    span_.set_attribute("error.type", error_type)
    span_.set_status(StatusCode.ERROR, error_type)


@contextmanager
def processing(stream: str, consumer: str, traces: Sequence[bytes], count: int) -> Iterator[None]:
    """Around the handling of `count` messages, of which these have a trace.

    One span for the batch, in the first one's trace; in each other's a span of the same time. They
    are linked, so that every trace is whole by its id and leads to what else was handled.
    """
    sampled = [each for each in map(parse, traces[:_LINKS]) if each and each.trace_flags.sampled]
    if not (_TRACING.is_on and sampled):
        yield
        return
    first, *others = sampled
    attributes = messaging("nats", stream, "process", count=count, consumer=consumer)
    name, kind = f"process {stream}", SpanKind.CONSUMER
    start_ns = time.time_ns()
    with span(name, kind=kind, parent=first, links=others, attributes=attributes) as batch:
        try:
            yield
        finally:
            inside = (batch.get_span_context(),)
            for each in {other.trace_id: other for other in others}.values():
                if each.trace_id == first.trace_id:
                    continue
                begin(
                    name,
                    kind=kind,
                    parent=each,
                    links=inside,
                    start_ns=start_ns,
                    attributes=attributes,
                ).end()


def messaging(
    system: str, destination: str, operation: str, *, count: int = 1, consumer: str | None = None
) -> dict[str, str | int]:
    """Attributes of a span about messages, as OpenTelemetry's conventions name them."""
    attributes: dict[str, str | int] = {
        "messaging.system": system,
        "messaging.destination.name": destination,
        "messaging.operation.type": "send" if operation == "publish" else operation,
        "messaging.operation.name": operation,
    }
    if count > 1:
        attributes["messaging.batch.message_count"] = count
    if consumer is not None:
        attributes["messaging.consumer.group.name"] = consumer
    return attributes


class Draw:
    """Which of many things a trace is begun for: each with the ratio's probability.

    What is drawn is the distance to the next one, so that a batch without one costs a comparison.
    """

    def __init__(self, *, seed: int | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311  nobody gains by guessing it
        self._ratio = 0.0
        self._next = -1

    def of(self, count: int) -> Sequence[int]:
        """The positions, among the next `count` things, of those chosen."""
        ratio = _TRACING.ratio if _TRACING.is_on else 0.0
        if ratio <= 0.0:
            return ()
        if ratio >= 1.0:
            return range(count)
        if ratio != self._ratio:
            self._ratio, self._next = ratio, self._gap(ratio)
        chosen: list[int] = []
        while self._next < count:
            chosen.append(self._next)
            self._next += 1 + self._gap(ratio)
        self._next -= count
        return chosen

    def _gap(self, ratio: float) -> int:
        return int(math.log(1.0 - self._random.random()) / math.log1p(-ratio))


class Strangers:
    """Contexts that come from outside: who asks for a trace costs us one, so not for everybody."""

    def __init__(self) -> None:
        self._bucket = full_bucket(
            capacity=_FOREIGN_BURST, per_s=_FOREIGN_PER_S, now_s=time.monotonic()
        )

    def accept(self, traceparent: str | None) -> SpanContext | None:
        """The context to go on with, if any."""
        context = parse(traceparent) if _TRACING.is_on else None
        if context is None or not context.trace_flags.sampled:
            return context
        self._bucket, there_is_room = take(self._bucket, time.monotonic())
        return context if there_is_room else None


@contextmanager
def offering(traceparents: Mapping[str, str]) -> Iterator[None]:
    """Within, `offered` gives what senders say their traces are, by the senders' names."""
    token = contexts.attach(contexts.set_value(_OFFERED, traceparents))
    try:
        yield
    finally:
        contexts.detach(token)


def offered() -> Mapping[str, str]:
    """See `offering`; mostly nothing."""
    traceparents = contexts.get_value(_OFFERED)
    return traceparents if isinstance(traceparents, dict) else {}


def _below(parent: SpanContext | None) -> contexts.Context | None:
    if parent is None:
        return None
    return trace.set_span_in_context(trace.NonRecordingSpan(parent))
