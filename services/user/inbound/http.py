"""The user service's operations over HTTP."""

from typing import Final, cast

from fastapi import APIRouter, FastAPI, Response

from libs.chassis.auth import TokenVerifier
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from services.user.domain.signing_key import public_jwk
from services.user.inbound.even_pace import ANSWER_FLOOR_S, EvenPace
from services.user.inbound.http_account import account_router, profile_router
from services.user.inbound.http_models import JsonWebKey, JsonWebKeySet
from services.user.inbound.http_passkey import own_passkey_router, passkey_sign_in_router
from services.user.inbound.http_password import password_router
from services.user.inbound.http_proof import confirmed_proof_router, proof_router
from services.user.inbound.http_session import session_router, token_router
from services.user.inbound.http_sign_up import sign_up_router
from services.user.usecases.catalogue import UseCases

MAX_BODY_BYTES: Final = 16_384
EVENLY_PACED: Final = (
    "/user/sign-up",
    "/user/confirm",
    "/user/resend",
    "/user/sign-in",
    "/user/forgotten-password",
    "/user/reset-password",
    "/user/zero-knowledge/sign-up",
    "/user/zero-knowledge/sign-in/start",
    "/user/zero-knowledge/sign-in/finish",
    "/user/zero-knowledge/reset-password",
)
"""Where anybody may give any address."""
_KEYS_FRESH_S: Final = 300


def build_app(
    use_cases: UseCases,
    readiness: Readiness,
    verifier: TokenVerifier | None,
    *,
    answer_floor_s: float = ANSWER_FLOOR_S,
) -> FastAPI:
    """The application with all operations; `answer_floor_s`: see EvenPace."""
    app = create_app(
        service="user",
        title="Meriggio user service",
        readiness=readiness,
        verifier=verifier,
        max_body_bytes=MAX_BODY_BYTES,
    )
    app.add_middleware(EvenPace, paths=EVENLY_PACED, floor_s=answer_floor_s)
    app.include_router(sign_up_router(use_cases))
    app.include_router(token_router(use_cases, verifier))
    app.include_router(session_router(use_cases))
    app.include_router(password_router(use_cases))
    app.include_router(proof_router(use_cases))
    app.include_router(confirmed_proof_router(use_cases))
    app.include_router(passkey_sign_in_router(use_cases))
    app.include_router(own_passkey_router(use_cases))
    app.include_router(profile_router(use_cases))
    app.include_router(account_router(use_cases))
    app.include_router(_key_router(use_cases))
    return app


def openapi_app() -> FastAPI:
    """An application that only describes itself: it has no use cases to call."""
    return build_app(cast("UseCases", None), Readiness(), None)


def _key_router(use_cases: UseCases) -> APIRouter:
    router = APIRouter(tags=["keys"])

    @router.get("/.well-known/jwks.json")
    async def read_keys(response: Response) -> JsonWebKeySet:
        """The public keys by which access tokens are verified."""
        keys = await use_cases.publish_keys()
        response.headers["Cache-Control"] = f"public, max-age={_KEYS_FRESH_S}"
        jwks = [JsonWebKey.model_validate(public_jwk(k.key_id, k.public_key)) for k in keys]
        return JsonWebKeySet(keys=jwks)

    return router
