"""The gateway's HTTP: the rooms' operations, health and metrics."""

from collections.abc import Mapping, Sequence
from typing import cast

from fastapi import APIRouter, FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from services.device_gateway.inbound.http.control import (
    ControlUseCases,
    operator_operations,
    owner_operations,
)
from services.device_gateway.inbound.http.identity import IdentityUseCases, identity_operations


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


def openapi_app() -> FastAPI:
    """An application that only describes itself: it has no use cases to call."""
    control = cast("ControlUseCases", None)
    routers = [
        owner_operations(control),
        operator_operations(control),
        identity_operations(cast("IdentityUseCases", None)),
    ]
    return build_app(routers, Readiness(), None, operator_tokens={})
