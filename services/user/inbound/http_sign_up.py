"""Becoming a user, over HTTP."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from services.user.domain.user import Profile
from services.user.inbound.http_caller import NEVER_STORED, TOO_MANY, CurrentCaller
from services.user.inbound.http_models import (
    ConfirmationSent,
    ConfirmBody,
    ConfirmedUser,
    ResendBody,
    SignedUp,
    SignUpBody,
)
from services.user.usecases.catalogue import UseCases
from services.user.usecases.confirm_user import Confirmation
from services.user.usecases.sign_up import SignUpRequest


def sign_up_router(use_cases: UseCases) -> APIRouter:
    """Sign up, confirm, ask for another code."""
    router = APIRouter(prefix="/user", tags=["sign-up"], responses=TOO_MANY)

    @router.post("/sign-up", status_code=HTTPStatus.ACCEPTED)
    async def sign_up(body: SignUpBody, caller: CurrentCaller, response: Response) -> SignedUp:
        """Ask to become a user: a 6-digit code is mailed to the address.

        Keep the answer's `signUpId` and tell nobody: together with the code it confirms this
        sign-up and its password. A later sign-up with the same address takes this one's place.
        Who lost the id signs up again.
        """
        password = body.password.get_secret_value()
        profile = Profile(body.name, body.locale, body.time_zone)
        request = SignUpRequest(body.email, password, profile)
        sign_up_id = await use_cases.sign_up(request, caller)
        response.headers.update(NEVER_STORED)
        return SignedUp(sign_up_id=sign_up_id)

    @router.post("/confirm")
    async def confirm(body: ConfirmBody, caller: CurrentCaller) -> ConfirmedUser:
        """Confirm the address with the mailed code; from then on the user can sign in.

        Needs the `signUpId` of the newest sign-up with this address, so that nobody confirms a
        password that somebody else chose. Who lost the id signs up again.
        """
        sign_up_id = body.sign_up_id.get_secret_value()
        confirmation = Confirmation(body.email, body.code, sign_up_id)
        return ConfirmedUser(user_id=await use_cases.confirm_user(confirmation, caller))

    @router.post("/resend", status_code=HTTPStatus.ACCEPTED)
    async def resend(body: ResendBody, caller: CurrentCaller) -> ConfirmationSent:
        """Mail a new code, which replaces the older one.

        It is worth something only with the `signUpId` of the newest sign-up with this address.
        """
        await use_cases.resend_code(body.email, caller)
        return ConfirmationSent()

    return router
