"""The user service's operations over HTTP."""

import ipaddress
from http import HTTPStatus
from typing import Annotated, Any, Final, cast

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from libs.chassis.auth import CurrentPrincipal, TokenVerifier
from libs.chassis.errors import UnauthenticatedError
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from libs.chassis.problem import Problem
from services.user.domain.signing_key import public_jwk
from services.user.domain.user import Profile
from services.user.inbound.http_models import (
    ConfirmationSent,
    ConfirmBody,
    ConfirmedUser,
    JsonWebKey,
    JsonWebKeySet,
    ProfileAnswer,
    ProfileBody,
    RefreshBody,
    ResendBody,
    SignInBody,
    SignUpBody,
    TokensAnswer,
)
from services.user.usecases.catalogue import UseCases
from services.user.usecases.change_profile import ProfileChange
from services.user.usecases.sign_in import SignInRequest
from services.user.usecases.sign_up import SignUpRequest

MAX_BODY_BYTES: Final = 16_384
_KEYS_FRESH_S: Final = 300
_NEVER_STORED: Final = {"Cache-Control": "no-store"}
_UNAUTHENTICATED: Final[dict[int | str, dict[str, Any]]] = {
    401: {"model": Problem, "description": "Not signed in, or the credentials are wrong."}
}
_FORBIDDEN: Final[dict[int | str, dict[str, Any]]] = {
    403: {"model": Problem, "description": "The email address is not confirmed."}
}
_TOO_MANY: Final[dict[int | str, dict[str, Any]]] = {
    429: {"model": Problem, "description": "Too often; Retry-After says when to try again."}
}
OptionalBearer = Annotated[
    HTTPAuthorizationCredentials | None,
    Depends(HTTPBearer(auto_error=False, description="Access token of the user service.")),
]


def build_app(use_cases: UseCases, readiness: Readiness, verifier: TokenVerifier | None) -> FastAPI:
    """The application with all operations."""
    app = create_app(
        service="user",
        title="Meriggio user service",
        readiness=readiness,
        verifier=verifier,
        max_body_bytes=MAX_BODY_BYTES,
    )
    app.include_router(_sign_up_operations(use_cases))
    app.include_router(_session_operations(use_cases, verifier))
    app.include_router(_profile_operations(use_cases))
    app.include_router(_key_operations(use_cases))
    return app


def openapi_app() -> FastAPI:
    """An application that only describes itself: it has no use cases to call."""
    return build_app(cast("UseCases", None), Readiness(), None)


def _sign_up_operations(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/user", tags=["sign-up"])

    @router.post("/sign-up", status_code=HTTPStatus.ACCEPTED, responses=_TOO_MANY)
    async def sign_up(body: SignUpBody) -> ConfirmationSent:
        """Ask to become a user: a 6-digit code is mailed to the address."""
        password = body.password.get_secret_value()
        profile = Profile(body.name, body.locale, body.time_zone)
        await use_cases.sign_up(SignUpRequest(body.email, password, profile))
        return ConfirmationSent()

    @router.post("/confirm")
    async def confirm(body: ConfirmBody) -> ConfirmedUser:
        """Confirm the address with the mailed code; from then on the user can sign in."""
        return ConfirmedUser(user_id=await use_cases.confirm_user(body.email, body.code))

    @router.post("/resend", status_code=HTTPStatus.ACCEPTED, responses=_TOO_MANY)
    async def resend(body: ResendBody) -> ConfirmationSent:
        """Mail a new code, which replaces the older one."""
        await use_cases.resend_code(body.email)
        return ConfirmationSent()

    return router


def _session_operations(use_cases: UseCases, verifier: TokenVerifier | None) -> APIRouter:
    router = APIRouter(prefix="/user", tags=["session"])

    @router.post("/sign-in", responses=_UNAUTHENTICATED | _FORBIDDEN | _TOO_MANY)
    async def sign_in(body: SignInBody, request: Request, response: Response) -> TokensAnswer:
        """Trade email and password for the tokens of a new session."""
        password = body.password.get_secret_value()
        tokens = await use_cases.sign_in(SignInRequest(body.email, password, _network(request)))
        response.headers.update(_NEVER_STORED)
        return TokensAnswer.of(tokens)

    @router.post("/refresh", responses=_UNAUTHENTICATED)
    async def refresh(body: RefreshBody, response: Response) -> TokensAnswer:
        """Trade a refresh token for its successor; one used before ends the session."""
        tokens = await use_cases.refresh_session(body.refresh_token.get_secret_value())
        response.headers.update(_NEVER_STORED)
        return TokensAnswer.of(tokens)

    @router.post("/sign-out", status_code=HTTPStatus.NO_CONTENT, responses=_UNAUTHENTICATED)
    async def sign_out(bearer: OptionalBearer, body: RefreshBody | None = None) -> None:
        """End the session of the refresh token, or else of the access token."""
        if body is not None:
            await use_cases.sign_out.by_refresh_token(body.refresh_token.get_secret_value())
            return
        if bearer is None or verifier is None:
            raise UnauthenticatedError("a refresh token or a Bearer access token is needed")
        principal = await verifier.verify(bearer.credentials)
        await use_cases.sign_out.by_session(principal.session_id)

    return router


def _profile_operations(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/user", tags=["profile"], responses=_UNAUTHENTICATED)

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


def _key_operations(use_cases: UseCases) -> APIRouter:
    router = APIRouter(tags=["keys"])

    @router.get("/.well-known/jwks.json")
    async def read_keys(response: Response) -> JsonWebKeySet:
        """The public keys by which access tokens are verified."""
        keys = await use_cases.publish_keys()
        response.headers["Cache-Control"] = f"public, max-age={_KEYS_FRESH_S}"
        jwks = [JsonWebKey.model_validate(public_jwk(k.key_id, k.public_key)) for k in keys]
        return JsonWebKeySet(keys=jwks)

    return router


def _network(request: Request) -> str:
    """The caller's network address; of IPv6 the /64, which one household or host owns whole."""
    host = request.client.host if request.client else "unknown"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:  # noqa: PLR2004  # IPv4
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))
