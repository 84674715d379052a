"""The HTTP edge: live views, episodes and the inbox."""

from http import HTTPStatus
from typing import Final, cast

from fastapi import FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from libs.chassis.problem import described_problem
from services.engagement.inbound.http_live import live_router
from services.engagement.inbound.http_notifications import notification_router
from services.engagement.inbound.http_use_cases import UseCases

_PROBLEMS: Final = described_problem(HTTPStatus.UNAUTHORIZED, "No valid access token.")


def build_app(use_cases: UseCases, readiness: Readiness, verifier: TokenVerifier | None) -> FastAPI:
    """The application with all its operations."""
    app = create_app(
        service="engagement",
        title="Meriggio engagement service",
        readiness=readiness,
        verifier=verifier,
    )
    app.include_router(live_router(use_cases), responses=_PROBLEMS)
    app.include_router(notification_router(use_cases), responses=_PROBLEMS)
    return app


def openapi_app() -> FastAPI:
    """An application that only describes itself: it has no use cases to call."""
    return build_app(cast("UseCases", None), Readiness(), None)
