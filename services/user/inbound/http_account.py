"""A user's own data, over HTTP: profile, trail, export, deletion."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response

from libs.chassis.auth import CurrentPrincipal
from services.user.inbound.http_caller import (
    NEVER_STORED,
    TOO_MANY,
    UNAUTHENTICATED,
    WRONG_PASSWORD,
    CurrentCaller,
)
from services.user.inbound.http_models import (
    DeleteAccountBody,
    ExportAnswer,
    ProfileAnswer,
    ProfileBody,
    SecurityEventAnswer,
)
from services.user.usecases.catalogue import UseCases
from services.user.usecases.change_profile import ProfileChange

_EVENTS: Final = 50
_MAX_EVENTS: Final = 500


def profile_router(use_cases: UseCases) -> APIRouter:
    """Read and change the profile."""
    router = APIRouter(prefix="/user", tags=["profile"], responses=UNAUTHENTICATED)

    @router.get("/profile")
    async def read_profile(principal: CurrentPrincipal) -> ProfileAnswer:
        """The signed-in user's own data."""
        return ProfileAnswer.of(await use_cases.read_profile(principal.user_id))

    @router.put("/profile")
    async def change_profile(principal: CurrentPrincipal, body: ProfileBody) -> ProfileAnswer:
        """Change name, language of messages or time zone."""
        change = ProfileChange(body.name, body.locale, body.time_zone)
        return ProfileAnswer.of(await use_cases.change_profile(principal.user_id, change))

    return router


def account_router(use_cases: UseCases) -> APIRouter:
    """The security trail, the export, the end."""
    router = APIRouter(prefix="/user", tags=["account"], responses=UNAUTHENTICATED)

    @router.get("/security-event")
    async def read_security_events(
        principal: CurrentPrincipal,
        limit: Annotated[int, Query(ge=1, le=_MAX_EVENTS)] = _EVENTS,
    ) -> list[SecurityEventAnswer]:
        """What happened to the caller's account, newest first; kept for 180 days."""
        events = await use_cases.read_security_events(principal.user_id, limit=limit)
        return [SecurityEventAnswer.of(each) for each in events]

    @router.get("/export", responses=TOO_MANY)
    async def export_data(
        principal: CurrentPrincipal, caller: CurrentCaller, response: Response
    ) -> ExportAnswer:
        """All that this service keeps of the caller, except for secrets."""
        data = await use_cases.export_data(principal.user_id, principal.session_id, caller)
        response.headers.update(NEVER_STORED)
        return ExportAnswer.of(data, current=principal.session_id)

    @router.post(
        "/delete-account",
        status_code=HTTPStatus.NO_CONTENT,
        responses=WRONG_PASSWORD | TOO_MANY,
    )
    async def delete_account(
        principal: CurrentPrincipal, body: DeleteAccountBody, caller: CurrentCaller
    ) -> None:
        """Delete the account and all personal data of it, for good; asks for the password."""
        password = body.password.get_secret_value()
        await use_cases.delete_account(principal.user_id, password, caller)

    return router
