"""Passkeys, over HTTP: sign in with one; add, see, rename and remove them."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from libs.chassis.auth import CurrentPrincipal
from services.user.inbound.http_caller import (
    NEVER_STORED,
    NO_SUCH_PASSKEY,
    NOT_CONFIRMED_NOW,
    PASSKEY_CONFLICT,
    TOO_MANY,
    UNAUTHENTICATED,
    CurrentCaller,
)
from services.user.inbound.http_models import PasskeyAnswer, TokensAnswer
from services.user.inbound.http_passkey_models import (
    AddPasskeyBody,
    FinishPasskeySignInBody,
    PasskeyChallengeAnswer,
    RenamePasskeyBody,
    StartPasskeyBody,
    StartPasskeySignInBody,
)
from services.user.usecases.add_passkey import NewPasskey
from services.user.usecases.catalogue import UseCases
from services.user.usecases.sign_in_with_passkey import PasskeySignIn

PREFIX = "/user/passkey"
PasskeyId = Annotated[UUID, Path(alias="passkeyId")]


def passkey_sign_in_router(use_cases: UseCases) -> APIRouter:
    """Sign in with a passkey."""
    router = APIRouter(prefix=f"{PREFIX}/sign-in", tags=["passkey"], responses=TOO_MANY)

    @router.post("/start", status_code=HTTPStatus.CREATED)
    async def start_sign_in(
        body: StartPasskeySignInBody, caller: CurrentCaller
    ) -> PasskeyChallengeAnswer:
        """Ask what to ask the browser for; the same for every address and for none."""
        challenge = await use_cases.sign_in_with_passkey.start(body.email, caller)
        return PasskeyChallengeAnswer.of(challenge)

    @router.post("/finish", responses=UNAUTHENTICATED)
    async def finish_sign_in(
        body: FinishPasskeySignInBody, caller: CurrentCaller, response: Response
    ) -> TokensAnswer:
        """Trade the browser's answer for the tokens of a new session."""
        sign_in = PasskeySignIn(body.challenge_id, body.email, body.credential.answer())
        tokens = await use_cases.sign_in_with_passkey.finish(sign_in, caller)
        response.headers.update(NEVER_STORED)
        return TokensAnswer.of(tokens)

    return router


def own_passkey_router(use_cases: UseCases) -> APIRouter:
    """The caller's own passkeys."""
    router = APIRouter(prefix=PREFIX, tags=["passkey"], responses=UNAUTHENTICATED)
    _add_all_passkeys(router, use_cases)
    _add_one_passkey(router, use_cases)
    return router


def _add_all_passkeys(router: APIRouter, use_cases: UseCases) -> None:
    @router.get("")
    async def read_passkeys(principal: CurrentPrincipal) -> list[PasskeyAnswer]:
        """The caller's passkeys, the oldest first."""
        passkeys = await use_cases.own_passkeys.all_of(principal.user_id)
        return [PasskeyAnswer.of(each) for each in passkeys]

    @router.post(
        "/start",
        status_code=HTTPStatus.CREATED,
        responses=NOT_CONFIRMED_NOW | PASSKEY_CONFLICT | TOO_MANY,
    )
    async def start_passkey(
        principal: CurrentPrincipal, body: StartPasskeyBody, caller: CurrentCaller
    ) -> PasskeyChallengeAnswer:
        """Ask what to ask the browser for, to add a passkey."""
        evidence = None if body.present is None else body.present.evidence()
        challenge = await use_cases.add_passkey.start(
            principal.user_id, principal.session_id, evidence, caller
        )
        return PasskeyChallengeAnswer.of(challenge)

    @router.post("", status_code=HTTPStatus.CREATED, responses=PASSKEY_CONFLICT)
    async def add_passkey(
        principal: CurrentPrincipal, body: AddPasskeyBody, caller: CurrentCaller
    ) -> PasskeyAnswer:
        """Add the passkey that the browser has made; the owner is told by mail."""
        new = NewPasskey(
            principal.user_id,
            principal.session_id,
            body.challenge_id,
            body.name,
            body.credential.answer(),
        )
        return PasskeyAnswer.of(await use_cases.add_passkey.finish(new, caller))


def _add_one_passkey(router: APIRouter, use_cases: UseCases) -> None:
    @router.put("/{passkeyId}", responses=NO_SUCH_PASSKEY)
    async def rename_passkey(
        principal: CurrentPrincipal, body: RenamePasskeyBody, passkey_id: PasskeyId
    ) -> PasskeyAnswer:
        """Give one of the caller's passkeys another name."""
        renamed = await use_cases.own_passkeys.rename(principal.user_id, passkey_id, body.name)
        return PasskeyAnswer.of(renamed)

    @router.delete("/{passkeyId}", status_code=HTTPStatus.NO_CONTENT, responses=NO_SUCH_PASSKEY)
    async def remove_passkey(
        principal: CurrentPrincipal, caller: CurrentCaller, passkey_id: PasskeyId
    ) -> None:
        """Remove one of the caller's passkeys."""
        await use_cases.own_passkeys.remove(principal.user_id, passkey_id, caller)
