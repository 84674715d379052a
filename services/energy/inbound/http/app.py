"""The service's HTTP: the rooms' operations, health and metrics."""

from collections.abc import Sequence
from typing import Any, cast

from fastapi import APIRouter, FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from services.energy.inbound.http import history


def build_app(
    routers: Sequence[APIRouter], readiness: Readiness, verifier: TokenVerifier | None
) -> FastAPI:
    """The application with these operations."""
    app = create_app(
        service="energy", title="Meriggio energy service", readiness=readiness, verifier=verifier
    )
    for router in routers:
        app.include_router(router)
    return app


def openapi_app() -> FastAPI:
    """An application that only describes itself: it has no use cases to call."""
    none = cast("Any", None)
    routers = [history.metered_operations(none), history.community_operations(none)]
    return build_app(routers, Readiness(), None)
