"""Accounts whose password the server never sees, over HTTP (NF11)."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from libs.chassis.auth import CurrentPrincipal
from services.user.domain.user import Profile
from services.user.inbound.http_caller import (
    NEVER_STORED,
    NO_VERIFIER,
    TOO_MANY,
    UNAUTHENTICATED,
    WRONG_PASSWORD,
    CurrentCaller,
)
from services.user.inbound.http_models import SignedUp
from services.user.inbound.http_proof_models import (
    FinishSignInBody,
    ProofBody,
    ProofChallengeAnswer,
    ProvedSignInAnswer,
    StartSignInBody,
    VerifierChangeBody,
    VerifierResetBody,
    VerifierSignUpBody,
)
from services.user.usecases.catalogue import UseCases
from services.user.usecases.change_password import PasswordChange
from services.user.usecases.reset_password import PasswordReset
from services.user.usecases.sign_up import SignUpRequest

PREFIX = "/user/zero-knowledge"


def proof_router(use_cases: UseCases) -> APIRouter:
    """Sign up, sign in and choose another password, for whoever is not signed in."""
    router = APIRouter(prefix=PREFIX, tags=["zero-knowledge"], responses=TOO_MANY)

    @router.post("/sign-up", status_code=HTTPStatus.ACCEPTED)
    async def sign_up(
        body: VerifierSignUpBody, caller: CurrentCaller, response: Response
    ) -> SignedUp:
        """Ask to become a user, with a verifier in place of the password.

        Keep the answer's `signUpId` as after `POST /user/sign-up`.
        """
        profile = Profile(body.name, body.locale, body.time_zone)
        request = SignUpRequest(body.email, body.verifier_of_suite(), profile)
        sign_up_id = await use_cases.sign_up(request, caller)
        response.headers.update(NEVER_STORED)
        return SignedUp(sign_up_id=sign_up_id)

    @router.post("/sign-in/start", status_code=HTTPStatus.CREATED)
    async def start_sign_in(body: StartSignInBody, caller: CurrentCaller) -> ProofChallengeAnswer:
        """Ask for the challenge by which to prove the password of this address."""
        return ProofChallengeAnswer.of(await use_cases.sign_in_by_proof.start(body.email, caller))

    @router.post("/sign-in/finish", responses=UNAUTHENTICATED)
    async def finish_sign_in(
        body: FinishSignInBody, caller: CurrentCaller, response: Response
    ) -> ProvedSignInAnswer:
        """Trade the proof for the tokens of a new session and the server's own proof."""
        proved = await use_cases.sign_in_by_proof.finish(body.email, body.proof(), caller)
        response.headers.update(NEVER_STORED)
        return ProvedSignInAnswer.proved(proved)

    @router.post("/reset-password", status_code=HTTPStatus.NO_CONTENT)
    async def reset_password(body: VerifierResetBody, caller: CurrentCaller) -> None:
        """Choose a new password with the mailed code, by its verifier; ends all sessions."""
        reset = PasswordReset(body.email, body.code, body.verifier_of_suite())
        await use_cases.reset_password(reset, caller)

    return router


def confirmed_proof_router(use_cases: UseCases) -> APIRouter:
    """What a signed-in user confirms by the proof of the present password."""
    router = APIRouter(prefix=PREFIX, tags=["zero-knowledge"], responses=TOO_MANY | UNAUTHENTICATED)

    @router.post("/confirm/start", status_code=HTTPStatus.CREATED, responses=NO_VERIFIER)
    async def start_confirmation(
        principal: CurrentPrincipal, caller: CurrentCaller
    ) -> ProofChallengeAnswer:
        """Ask for the challenge by which to prove the caller's own password once more."""
        challenge = await use_cases.confirm_password.start(principal.user_id, caller)
        return ProofChallengeAnswer.of(challenge)

    @router.post("/change-password", status_code=HTTPStatus.NO_CONTENT, responses=WRONG_PASSWORD)
    async def change_password(
        principal: CurrentPrincipal, body: VerifierChangeBody, caller: CurrentCaller
    ) -> None:
        """Keep this verifier in place of a hash or another one; ends all other sessions."""
        change = PasswordChange(
            principal.user_id,
            principal.session_id,
            body.present.evidence(),
            body.verifier_of_suite(),
        )
        await use_cases.change_password(change, caller)

    @router.post("/delete-account", status_code=HTTPStatus.NO_CONTENT, responses=WRONG_PASSWORD)
    async def delete_account(
        principal: CurrentPrincipal, body: ProofBody, caller: CurrentCaller
    ) -> None:
        """Delete the account and all personal data of it, for good; asks for the proof."""
        await use_cases.delete_account(principal.user_id, body.proof(), caller)

    return router
