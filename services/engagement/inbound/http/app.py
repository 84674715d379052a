"""The service's HTTP: the rooms' operations, health and metrics."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final, cast

from fastapi import APIRouter, FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from libs.chassis.problem import described_problem
from services.engagement.inbound.http.delivery import operations as delivery
from services.engagement.inbound.http.live import operations as live
from services.engagement.inbound.http.notifications import operations as notifications
from services.engagement.inbound.http.notifications import unsubscribe
from services.engagement.inbound.http.replay import operations as replay

_PROBLEMS: Final = described_problem(HTTPStatus.UNAUTHORIZED, "No valid access token.")


def build_app(
    routers: Sequence[APIRouter],
    readiness: Readiness,
    verifier: TokenVerifier | None,
    *,
    for_anybody: Sequence[APIRouter] = (),
) -> FastAPI:
    """The application with the rooms' operations; `for_anybody` needs no sign-in."""
    app = create_app(
        service="engagement",
        title="Meriggio engagement service",
        readiness=readiness,
        verifier=verifier,
    )
    for router in routers:
        app.include_router(router, responses=_PROBLEMS)
    for router in for_anybody:
        app.include_router(router)
    return app


def openapi_app() -> FastAPI:
    """An application that only describes itself: it has no use cases to call."""
    none = cast("Any", None)
    routers = [
        delivery.delivery_operations(none),
        live.live_operations(none),
        notifications.notification_operations(none),
        replay.replay_operations(none),
    ]
    for_anybody = [unsubscribe.unsubscribe_operations(none)]
    return build_app(routers, Readiness(), None, for_anybody=for_anybody)
