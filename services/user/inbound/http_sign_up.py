"""Becoming a user, over HTTP."""

from http import HTTPStatus

from fastapi import APIRouter

from services.user.domain.user import Profile
from services.user.inbound.http_caller import TOO_MANY, CurrentCaller
from services.user.inbound.http_models import (
    ConfirmationSent,
    ConfirmBody,
    ConfirmedUser,
    ResendBody,
    SignUpBody,
)
from services.user.usecases.catalogue import UseCases
from services.user.usecases.sign_up import SignUpRequest


def sign_up_router(use_cases: UseCases) -> APIRouter:
    """Sign up, confirm, ask for another code."""
    router = APIRouter(prefix="/user", tags=["sign-up"], responses=TOO_MANY)

    @router.post("/sign-up", status_code=HTTPStatus.ACCEPTED)
    async def sign_up(body: SignUpBody, caller: CurrentCaller) -> ConfirmationSent:
        """Ask to become a user: a 6-digit code is mailed to the address."""
        password = body.password.get_secret_value()
        profile = Profile(body.name, body.locale, body.time_zone)
        await use_cases.sign_up(SignUpRequest(body.email, password, profile), caller)
        return ConfirmationSent()

    @router.post("/confirm")
    async def confirm(body: ConfirmBody, caller: CurrentCaller) -> ConfirmedUser:
        """Confirm the address with the mailed code; from then on the user can sign in."""
        return ConfirmedUser(user_id=await use_cases.confirm_user(body.email, body.code, caller))

    @router.post("/resend", status_code=HTTPStatus.ACCEPTED)
    async def resend(body: ResendBody, caller: CurrentCaller) -> ConfirmationSent:
        """Mail a new code, which replaces the older one."""
        await use_cases.resend_code(body.email, caller)
        return ConfirmationSent()

    return router
