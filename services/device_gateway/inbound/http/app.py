"""The gateway's HTTP: the rooms' operations, health and metrics."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness


def build_app(
    routers: Sequence[APIRouter],
    readiness: Readiness,
    verifier: TokenVerifier | None,
    *,
    operator_tokens: Mapping[str, str],
) -> FastAPI:
    """The application. `operator_tokens`: operators' names to the SHA-256 (hex) of their tokens."""
    app = create_app(
        service="device_gateway",
        title="Meriggio device gateway",
        readiness=readiness,
        verifier=verifier,
    )
    app.state.operator_tokens = {digest.lower(): name for name, digest in operator_tokens.items()}
    for router in routers:
        app.include_router(router)
    return app
