"""Sessions, over HTTP: begin, refresh, see and end them."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from libs.chassis.auth import CurrentPrincipal, TokenVerifier
from libs.chassis.errors import UnauthenticatedError
from services.user.inbound.http_caller import (
    NEVER_STORED,
    NO_SUCH_SESSION,
    TOO_MANY,
    UNAUTHENTICATED,
    CurrentCaller,
)
from services.user.inbound.http_models import (
    RefreshBody,
    SessionAnswer,
    SignInBody,
    TokensAnswer,
)
from services.user.usecases.catalogue import UseCases
from services.user.usecases.sign_in import SignInRequest

OptionalBearer = Annotated[
    HTTPAuthorizationCredentials | None,
    Depends(HTTPBearer(auto_error=False, description="Access token of the user service.")),
]
SessionId = Annotated[UUID, Path(alias="sessionId")]


def token_router(use_cases: UseCases, verifier: TokenVerifier | None) -> APIRouter:
    """Sign in, refresh, sign out."""
    router = APIRouter(prefix="/user", tags=["session"], responses=UNAUTHENTICATED)

    @router.post("/sign-in", responses=TOO_MANY)
    async def sign_in(body: SignInBody, caller: CurrentCaller, response: Response) -> TokensAnswer:
        """Trade email and password for the tokens of a new session.

        An address that is not confirmed yet is answered like one that nobody signed up with.
        """
        request = SignInRequest(body.email, body.password.get_secret_value())
        tokens = await use_cases.sign_in(request, caller)
        response.headers.update(NEVER_STORED)
        return TokensAnswer.of(tokens)

    @router.post("/refresh")
    async def refresh(body: RefreshBody, caller: CurrentCaller, response: Response) -> TokensAnswer:
        """Trade a refresh token for its successor; one used before ends the session."""
        token = body.refresh_token.get_secret_value()
        tokens = await use_cases.refresh_session(token, caller)
        response.headers.update(NEVER_STORED)
        return TokensAnswer.of(tokens)

    @router.post("/sign-out", status_code=HTTPStatus.NO_CONTENT)
    async def sign_out(
        bearer: OptionalBearer, caller: CurrentCaller, body: RefreshBody | None = None
    ) -> None:
        """End the session of the refresh token, or else of the access token."""
        if body is not None:
            token = body.refresh_token.get_secret_value()
            await use_cases.sign_out.by_refresh_token(token, caller)
            return
        if bearer is None or verifier is None:
            raise UnauthenticatedError("a refresh token or a Bearer access token is needed")
        principal = await verifier.verify(bearer.credentials)
        await use_cases.sign_out.by_session(principal.session_id, caller)

    return router


def session_router(use_cases: UseCases) -> APIRouter:
    """List and end sessions."""
    router = APIRouter(prefix="/user/session", tags=["session"], responses=UNAUTHENTICATED)

    @router.get("")
    async def read_sessions(principal: CurrentPrincipal) -> list[SessionAnswer]:
        """Where the caller is signed in, the session used last first."""
        sessions = await use_cases.list_sessions(principal.user_id)
        return [SessionAnswer.of(each, current=principal.session_id) for each in sessions]

    @router.delete("", status_code=HTTPStatus.NO_CONTENT)
    async def end_other_sessions(principal: CurrentPrincipal, caller: CurrentCaller) -> None:
        """End all of the caller's sessions but this one."""
        await use_cases.end_sessions.others(principal.user_id, principal.session_id, caller)

    @router.delete("/{sessionId}", status_code=HTTPStatus.NO_CONTENT, responses=NO_SUCH_SESSION)
    async def end_session(
        principal: CurrentPrincipal, caller: CurrentCaller, session_id: SessionId
    ) -> None:
        """End one of the caller's sessions, be it this one."""
        await use_cases.end_sessions.one(principal.user_id, session_id, caller)

    return router
