"""The community service's operations over HTTP."""

from typing import Final, cast

from fastapi import FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from services.community.inbound.http_audit import audit_router
from services.community.inbound.http_communities import communities_router
from services.community.inbound.http_eligibility import eligibility_router
from services.community.inbound.http_facilities import facilities_router
from services.community.inbound.http_invitations import invitations_router
from services.community.inbound.http_memberships import memberships_router
from services.community.inbound.http_problems import UNAUTHENTICATED
from services.community.inbound.http_removed import removed_router
from services.community.inbound.http_representation import representation_router
from services.community.inbound.http_users import users_router
from services.community.usecases.use_cases import UseCases

MAX_BODY_BYTES: Final = 16_384


def build_app(use_cases: UseCases, readiness: Readiness, verifier: TokenVerifier | None) -> FastAPI:
    """The application with all operations."""
    app = create_app(
        service="community",
        title="Meriggio community service",
        readiness=readiness,
        verifier=verifier,
        max_body_bytes=MAX_BODY_BYTES,
    )
    routers = (
        communities_router,
        eligibility_router,
        representation_router,
        memberships_router,
        facilities_router,
        users_router,
        invitations_router,
        audit_router,
        removed_router,
    )
    for router in routers:
        app.include_router(router(use_cases), responses=UNAUTHENTICATED)
    return app


def openapi_app() -> FastAPI:
    """An application that only describes itself: it has no use cases to call."""
    return build_app(cast("UseCases", None), Readiness(), None)
