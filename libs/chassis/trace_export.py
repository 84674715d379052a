"""Spans to an OTLP/HTTP receiver: within limits, and never in anybody's way.

Whoever ends a span puts it into a queue; a thread sends what is there. A receiver that is away or
slow costs spans, which are dropped, and nothing else.
"""

import atexit
import time
from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult
from opentelemetry.sdk.trace.sampling import (
    Decision,
    ParentBased,
    Sampler,
    SamplingResult,
    TraceIdRatioBased,
)
from opentelemetry.trace import Link, SpanKind, TraceState
from opentelemetry.util.types import Attributes

from libs.chassis.tracing import CHOSEN
from libs.chassis.version import VERSION

_QUEUE_SPANS: Final = 4_096
_TOGETHER_SPANS: Final = 512
_EVERY_MS: Final = 1_000
_TIMEOUT_S: Final = 2.0
_LAST_WORDS_S: Final = 2.0
"""At the end of a process nothing is begun to be sent after that."""
_ATTRIBUTES: Final = 32
_ATTRIBUTE_CHARACTERS: Final = 500


def export_traces(*, service: str, endpoint: str, ratio: float) -> None:
    """Send this process's spans to `endpoint`, the full URL of the receiver.

    `ratio`, 0 to 1: of how many traces that begin here; one that comes in is gone on with.
    """
    exporter = _Exporter(endpoint=endpoint, timeout=_TIMEOUT_S)
    processor = BatchSpanProcessor(
        exporter,
        max_queue_size=_QUEUE_SPANS,
        schedule_delay_millis=_EVERY_MS,
        max_export_batch_size=_TOGETHER_SPANS,
    )
    provider = TracerProvider(
        sampler=sampler_of(ratio),
        resource=_resource(service),
        span_limits=SpanLimits(
            max_span_attributes=_ATTRIBUTES, max_span_attribute_length=_ATTRIBUTE_CHARACTERS
        ),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(processor)
    trace.set_tracer_provider(provider)

    def end() -> None:
        exporter.hurry()
        provider.shutdown()

    atexit.register(end)


def sampler_of(ratio: float) -> Sampler:
    """Of traces that begin here by the ratio; what came in is gone on with as it was decided."""
    return ParentBased(_Root(ratio))


class _Exporter(OTLPSpanExporter):
    """Gives up early once the process ends."""

    _until_s = float("inf")

    def hurry(self) -> None:
        self._until_s = time.monotonic() + _LAST_WORDS_S

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        if time.monotonic() > self._until_s:
            return SpanExportResult.FAILURE
        return super().export(spans)


class _Root(Sampler):
    """By the ratio, except for what has been drawn already (see tracing.Draw)."""

    def __init__(self, ratio: float) -> None:
        self._by_ratio = TraceIdRatioBased(ratio)

    def should_sample(  # noqa: PLR0917  the library's signature
        self,
        parent_context: contexts.Context | None,
        trace_id: int,
        name: str,
        kind: SpanKind | None = None,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        if contexts.get_value(CHOSEN, parent_context):
            return SamplingResult(Decision.RECORD_AND_SAMPLE, attributes, trace_state)
        return self._by_ratio.should_sample(
            parent_context, trace_id, name, kind, attributes, links, trace_state
        )

    def get_description(self) -> str:
        return self._by_ratio.get_description()


def _resource(service: str) -> Resource:
    """Who says it: the service, its release, and which of its processes."""
    return Resource.create(
        {
            "service.namespace": "meriggio",
            "service.name": service,
            "service.version": VERSION,
            "service.instance.id": str(uuid4()),
        }
    )
