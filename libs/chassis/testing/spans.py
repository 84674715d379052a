"""Spans of a test, kept in memory: a process has one provider for ever, a test its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from libs.chassis import tracing
from libs.chassis.trace_export import sampler_of


@contextmanager
def spans_kept(*, ratio: float = 1.0) -> Iterator[InMemorySpanExporter]:
    """Within, tracing is on, and what is ended is in the exporter."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(sampler=sampler_of(ratio))
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with (
        patch.object(trace, "get_tracer", provider.get_tracer),
        patch.object(trace, "get_tracer_provider", lambda: provider),
        patch.object(tracing, "_TRACING", tracing._Tracing(is_on=True, ratio=ratio)),  # noqa: SLF001  for this test only
    ):
        yield exporter
