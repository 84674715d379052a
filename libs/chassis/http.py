"""An HTTP application with what every service's edge has: problems, limits, health, metrics."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from fastapi.telemetry import TelemetryConfig
from prometheus_client import REGISTRY
from prometheus_client.exposition import choose_encoder
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from libs.chassis.auth import TokenVerifier
from libs.chassis.body_limit import BodyLimit
from libs.chassis.http_measured import Measured
from libs.chassis.lifecycle import Readiness, Worker, WorkerContext
from libs.chassis.not_ready import NotReady
from libs.chassis.problem import PROBLEM_TYPE, Problem, install_problem_handlers, unexpected

DEFAULT_MAX_BODY_BYTES: Final = 65_536
_BODY_S: Final = 10.0
"""However slow the line: who holds a body back holds a connection, and there are not many."""
_KEEP_ALIVE_S: Final = 30
_DRAIN_REQUESTS_S: Final = 5
_MAX_CONNECTIONS: Final = 2_000
_TLS_1_2_CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Forward secrecy and authenticated encryption, which TLS 1.3 always has."""
_NO_TELEMETRY: Final[TelemetryConfig] = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""FastAPI's own spans tell paths, queries and addresses; ours are Measured's."""
_BAD_REQUEST: Final[dict[int | str, dict[str, Any]]] = {
    HTTPStatus.BAD_REQUEST.value: {"model": Problem, "description": "The request does not fit."}
}


class ApiModel(BaseModel):
    """A request or answer body: camelCase outside, snake_case inside, unknown fields refused."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        serialize_by_alias=True,
        extra="forbid",
        frozen=True,
    )

    @classmethod
    def showing(cls, source: object, **others: Any) -> Self:
        """The body whose fields are `others` and, for the rest, the source's of the same names."""
        names = cls.model_fields.keys() - others.keys()
        return cls(**others, **{name: getattr(source, name) for name in names})


def create_app(
    *,
    service: str,
    title: str,
    readiness: Readiness,
    verifier: TokenVerifier | None,
    max_body_bytes: int = DEFAULT_MAX_BODY_BYTES,
    larger_bodies: Mapping[str, int] = MappingProxyType({}),
    body_timeout_s: float = _BODY_S,
    for_strangers: bool = False,
) -> FastAPI:
    """An application without operations yet; its description is at /openapi/{service}.json.

    `larger_bodies`: limits above `max_body_bytes`, by how a path begins.
    `for_strangers`: of a listener that no edge stands before; it shows no description, health or
    metrics.
    """
    app = FastAPI(
        title=title,
        version="1",
        openapi_url=None if for_strangers else f"/openapi/{service}.json",
        docs_url=None,
        redoc_url=None,
        responses=_BAD_REQUEST,
        telemetry=_NO_TELEMETRY,
    )
    app.state.token_verifier = verifier
    install_problem_handlers(app)
    app.add_middleware(Measured, service=service, unexpected=unexpected)
    app.add_middleware(
        BodyLimit,
        max_body_bytes=max_body_bytes,
        timeout_s=body_timeout_s,
        larger_bodies=larger_bodies,
    )
    app.add_middleware(NotReady, readiness=readiness)
    if not for_strangers:
        _add_health(app, readiness)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]  # FastAPI's documented way
    return app


@dataclass(frozen=True, slots=True)
class ServerCertificate:
    """PEM files of a TLS listener; read once, when it starts."""

    certificate_file: Path
    """The certificate, then those that lead to the authority the clients trust."""
    key_file: Path


def http_worker(
    app: FastAPI,
    *,
    host: str,
    port: int,
    name: str = "http",
    certificate: ServerCertificate | None = None,
    max_connections: int = _MAX_CONNECTIONS,
) -> Worker:
    """Serves the application; stops taking requests on `stop` and finishes those it has.

    With a certificate it speaks TLS only. Above `max_connections` it answers 503.
    """

    async def run(context: WorkerContext) -> None:
        server = _Server(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                lifespan="off",
                access_log=False,
                log_config=None,  # its lines are formed like all others
                log_level="warning",
                limit_concurrency=max_connections,
                timeout_keep_alive=_KEEP_ALIVE_S,
                timeout_graceful_shutdown=_DRAIN_REQUESTS_S,
                server_header=False,
                **_tls(certificate),
            ),
            context,
        )
        await server.serve()
        if not context.stop.is_set():
            raise RuntimeError(f"cannot serve on {host}:{port}; is the port taken?")

    return Worker(name, run)


def _tls(certificate: ServerCertificate | None) -> dict[str, Any]:
    if certificate is None:
        return {}
    return {
        "ssl_certfile": certificate.certificate_file,
        "ssl_keyfile": certificate.key_file,
        "ssl_ciphers": _TLS_1_2_CIPHERS,
    }


class _Server(uvicorn.Server):
    """uvicorn without signal handlers of its own: the process's lifecycle has them."""

    def __init__(self, config: uvicorn.Config, context: WorkerContext) -> None:
        super().__init__(config)
        self._context = context

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: Any = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit as error:
            raise RuntimeError(
                f"cannot serve on {self.config.host}:{self.config.port}; is the port taken?"
            ) from error
        self._context.ready()

    async def on_tick(self, counter: int) -> bool:
        return self._context.stop.is_set() or await super().on_tick(counter)


def _add_health(app: FastAPI, readiness: Readiness) -> None:
    @app.get("/health/live", include_in_schema=False)
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/health/ready", include_in_schema=False)
    async def ready() -> JSONResponse:
        waiting = readiness.not_ready()
        status = HTTPStatus.SERVICE_UNAVAILABLE if waiting else HTTPStatus.OK
        body = {"status": "waiting" if waiting else "ready", "waitingFor": waiting}
        return JSONResponse(body, status_code=status)

    @app.get("/metrics", include_in_schema=False)
    async def metrics(request: Request) -> Response:
        # Exemplars are in the OpenMetrics format only, for whoever asks for it.
        encode, content_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(REGISTRY), media_type=content_type)


def _openapi(app: FastAPI) -> dict[str, Any]:
    """FastAPI's description, with problems as they are: 400 where FastAPI would say 422."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title, version=app.version, openapi_version="3.1.0", routes=app.routes
        )
        for operations in schema["paths"].values():
            for operation in operations.values():
                _describe_problems(operation["responses"])
        components = schema.get("components", {}).get("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            components.pop(unused, None)
        app.openapi_schema = schema
    return app.openapi_schema


def _describe_problems(responses: dict[str, Any]) -> None:
    responses.pop("422", None)
    for status, response in responses.items():
        if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in response.get(
            "content", {}
        ):
            response["content"] = {PROBLEM_TYPE: response["content"]["application/json"]}
