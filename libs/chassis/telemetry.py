"""Logs as JSON lines (or for a console), traces by OpenTelemetry when an endpoint is set."""

import logging
import sys
import traceback
from contextlib import suppress
from typing import Annotated, Any, Final, Literal, TextIO, TypeAlias, cast

import structlog
from opentelemetry import trace
from pydantic import Field

from libs.chassis import tracing

LogFormat = Literal["json", "console"]
TraceRatio: TypeAlias = Annotated[float, Field(ge=0, le=1)]
DEFAULT_TRACE_RATIO: Final = 0.01

LATENCY_BUCKETS_S: Final = (
    0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.065, 0.08, 0.1,
    0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0,
)  # fmt: skip
"""Histogram buckets fine enough to tell a 99th percentile from 1 ms to 30 s."""


def configure_telemetry(
    *,
    service: str,
    log_level: str,
    log_format: LogFormat,
    otlp_endpoint: str | None,
    trace_ratio: float = DEFAULT_TRACE_RATIO,
) -> None:
    """Set up this process's logs and traces; called once by a service's bootstrap.

    `otlp_endpoint` is the full URL of an OTLP/HTTP trace receiver; without one no span is made.
    `trace_ratio`, 0 to 1: of how many of the traces that begin here spans are kept.
    """
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    told: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_service(service),
        _add_trace_ids,
    ]
    structlog.configure(
        processors=[*told, _format_frames, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(_level_number(log_level)),
        logger_factory=structlog.PrintLoggerFactory(file=cast("TextIO", _Lines())),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_of_libraries(told, renderer)])
    if otlp_endpoint:
        # Imported when it is wanted: a fifth of a second of every other start.
        from libs.chassis.trace_export import export_traces  # noqa: PLC0415  see above

        export_traces(service=service, endpoint=otlp_endpoint, ratio=trace_ratio)
        tracing.turn_on(ratio=trace_ratio)


def get_logger() -> structlog.typing.FilteringBoundLogger:
    """A structured logger: `log.info("event_name", key=value)`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger


class _Lines:
    """Standard error. A line for which the disk has no room is lost, and not who writes it."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def _of_libraries(told: list[structlog.typing.Processor], renderer: Any) -> logging.Handler:
    """What libraries say becomes lines of the same form."""
    handler = logging.StreamHandler(_Lines())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *told],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _format_frames,
                renderer,
            ],
        )
    )
    return handler


def _level_number(level: str) -> int:
    try:
        return logging.getLevelNamesMapping()[level.upper()]
    except KeyError:
        known = ", ".join(logging.getLevelNamesMapping())
        raise ValueError(f"log level {level!r} is unknown; known are {known}") from None


def _format_frames(
    _logger: Any, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Where it happened and of what type, without words: Postgres quotes the row in its errors."""
    said = event.pop("exc_info", None)
    error = sys.exc_info()[1] if said is True else said[1] if isinstance(said, tuple) else said
    if isinstance(error, BaseException):
        event["exception"] = "".join(_frames(error))
    return event


def _frames(error: BaseException) -> list[str]:
    """Of it and of what it came from, the first cause first; of a group, of each in it."""
    parts: list[str] = []
    next_one: BaseException | None = error
    while next_one is not None:
        inside = next_one.exceptions if isinstance(next_one, BaseExceptionGroup) else ()
        parts[:0] = [
            *(part for each in inside for part in _frames(each)),
            *traceback.format_tb(next_one.__traceback__),
            type(next_one).__qualname__ + "\n",
        ]
        cause, context = next_one.__cause__, next_one.__context__
        next_one = cause or (None if next_one.__suppress_context__ else context)
    return parts


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
