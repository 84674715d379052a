"""A span for each statement of what is traced: its text, in which values are $1, and no values."""

import time
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.trace import SpanKind

from libs.chassis import tracing

_TEXT_CHARACTERS: Final = 200
_NANOSECONDS: Final = 1_000_000_000
_OF_THE_POOL: Final = "SELECT pg_advisory_unlock_all()"
"""With this a connection is tidied when it goes back."""


async def trace_statements(connection: Any) -> None:
    """Given to a pool as what is done with each connection that is handed out."""
    connection.add_query_logger(_told)  # a set: again does nothing


def _told(record: Any) -> None:
    """A statement is over; called in the context of whoever gave it."""
    if not trace.get_current_span().get_span_context().trace_flags.sampled:
        return
    text = " ".join(record.query.split())
    if text.startswith(_OF_THE_POOL):
        return
    verb = text.partition(" ")[0].lower()
    now_ns = time.time_ns()
    span = trace.get_tracer("meriggio").start_span(
        f"postgres {verb}",
        kind=SpanKind.CLIENT,
        start_time=now_ns - round(record.elapsed * _NANOSECONDS),
        attributes={
            "db.system.name": "postgresql",
            "db.operation.name": verb,
            "db.query.text": text[:_TEXT_CHARACTERS],
        },
    )
    if record.exception is not None:
        tracing.failed(span, type(record.exception).__name__)
    span.end(now_ns)
