"""Logs as JSON lines (or for a console), traces by OpenTelemetry when an endpoint is set."""

import logging
import sys
from typing import Any, Final, Literal

import structlog
from opentelemetry import trace

LogFormat = Literal["json", "console"]

LATENCY_BUCKETS_S: Final = (
    0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.065, 0.08, 0.1,
    0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0,
)  # fmt: skip
"""Histogram buckets fine enough to tell a 99th percentile from 1 ms to 30 s."""


def configure_telemetry(
    *, service: str, log_level: str, log_format: LogFormat, otlp_endpoint: str | None
) -> None:
    """Set up this process's logs and traces; called once by a service's bootstrap.

    `otlp_endpoint` is the full URL of an OTLP/HTTP trace receiver; without one no span is made.
    """
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _add_service(service),
            _add_trace_ids,
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_level_number(log_level)),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    if otlp_endpoint:
        # Imported when it is wanted: a fifth of a second of every other start.
        from libs.chassis.trace_export import export_traces  # noqa: PLC0415  see above

        export_traces(service=service, endpoint=otlp_endpoint)


def get_logger() -> structlog.typing.FilteringBoundLogger:
    """A structured logger: `log.info("event_name", key=value)`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger


def tracer(name: str) -> trace.Tracer:
    """A tracer; its spans go nowhere unless an endpoint is configured."""
    return trace.get_tracer(name)


def _level_number(level: str) -> int:
    try:
        return logging.getLevelNamesMapping()[level.upper()]
    except KeyError:
        known = ", ".join(logging.getLevelNamesMapping())
        raise ValueError(f"log level {level!r} is unknown; known are {known}") from None


def _add_service(service: str) -> structlog.typing.Processor:
    def processor(
        _logger: Any, _method: str, event: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:
        event["service"] = service
        return event

    return processor


def _add_trace_ids(
    _logger: Any, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = trace.format_trace_id(context.trace_id)
        event["span_id"] = trace.format_span_id(context.span_id)
    return event
