"""Requests counted, timed and traced by route; each has an id that its log lines carry."""

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final, TypeAlias
from uuid import uuid4

import structlog
from opentelemetry.trace import Span, SpanKind, format_trace_id
from prometheus_client import Counter, Histogram
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.chassis import tracing
from libs.chassis.telemetry import LATENCY_BUCKETS_S

_DURATION: Final = Histogram(
    "meriggio_http_request_seconds",
    "Time to answer a request, without the length of a stream.",
    ["service", "method", "route"],
    buckets=LATENCY_BUCKETS_S,
)
_ANSWERS: Final = Counter(
    "meriggio_http_requests_total", "Requests answered.", ["service", "method", "route", "status"]
)
_CLASSES: Final = Counter(
    "meriggio_http_answers_total",
    "Requests answered, but for health and metrics, by the class of the status. From 0 for each"
    " class, so that the first error is seen as one.",
    ["service", "class"],
)
AnswerTo: TypeAlias = Callable[[Request, Exception], Awaitable[Response]]
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_OTHER: Final = "other"
"""Whoever calls chooses the method: as labels there are not more than we know."""
_FOR_MACHINES: Final = ("/health/", "/metrics")


class Measured:
    """The outermost of an application."""

    def __init__(self, app: ASGIApp, service: str, unexpected: AnswerTo) -> None:
        """`unexpected` errors are answered here: what is outside measures and traces nothing."""
        self._app = app
        self._service = service
        self._unexpected = unexpected
        self._strangers = tracing.Strangers()
        for each in ("2xx", "3xx", "4xx", "5xx"):
            _CLASSES.labels(service, each)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Until the answer begins: a stream's length is none of its time."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started_at = time.perf_counter()
        method = scope["method"] if scope["method"] in _METHODS else _OTHER
        request = Request(scope)
        with self._traced(request, method) as span:
            request_id = request.headers.get("x-request-id", "")[:64] or _new_id(span)

            async def send_measured(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message["headers"].append((b"x-request-id", request_id.encode("latin-1")))
                    duration_s = time.perf_counter() - started_at
                    self._record(scope, method, message["status"], duration_s, span)
                await send(message)

            with structlog.contextvars.bound_contextvars(request_id=request_id):
                await self._answer(scope, receive, send_measured)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def send_noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception as error:
            if has_begun:
                raise
            answer = await self._unexpected(Request(scope), error)
            await answer(scope, receive, send)

    @contextmanager
    def _traced(self, request: Request, method: str) -> Iterator[Span | None]:
        """Paths and queries have ids and tokens: the span tells the route, once that is known."""
        if not tracing.is_on() or request.scope["path"].startswith(_FOR_MACHINES):
            yield None
            return
        parent = self._strangers.accept(request.headers.get(tracing.TRACEPARENT))
        told = {"http.request.method": method}
        with tracing.span(method, kind=SpanKind.SERVER, parent=parent, attributes=told) as span:
            yield span

    def _record(
        self, scope: Scope, method: str, status: int, duration_s: float, span: Span | None
    ) -> None:
        route = getattr(scope.get("route"), "path", "unknown")
        duration = _DURATION.labels(self._service, method, route)
        _ANSWERS.labels(self._service, method, route, str(status)).inc()
        if not scope["path"].startswith(_FOR_MACHINES):
            _CLASSES.labels(self._service, f"{status // 100}xx").inc()
        if span is None:
            duration.observe(duration_s)
            return
        duration.observe(duration_s, tracing.exemplar_of(tracing.traceparent_of(span)))
        if span.is_recording():
            span.update_name(f"{method} {route}")
            span.set_attribute("http.route", route)
            span.set_attribute("http.response.status_code", status)
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                tracing.failed(span, str(status))
            span.end()


def _new_id(span: Span | None) -> str:
    """The trace's, so that who tells the one tells the other."""
    context = span.get_span_context() if span is not None else None
    return format_trace_id(context.trace_id) if context and context.is_valid else uuid4().hex
