"""Passwords, over HTTP: forgotten and changed."""

from http import HTTPStatus

from fastapi import APIRouter

from libs.chassis.auth import CurrentPrincipal
from services.user.inbound.http_caller import (
    TOO_MANY,
    UNAUTHENTICATED,
    WRONG_PASSWORD,
    CurrentCaller,
)
from services.user.inbound.http_models import (
    ChangePasswordBody,
    CodeSent,
    ForgottenPasswordBody,
    ResetPasswordBody,
)
from services.user.usecases.catalogue import UseCases
from services.user.usecases.change_password import PasswordChange
from services.user.usecases.reset_password import PasswordReset


def password_router(use_cases: UseCases) -> APIRouter:
    """Ask for a code, choose a new password with it, or knowing the present one."""
    router = APIRouter(prefix="/user", tags=["password"], responses=TOO_MANY)

    @router.post("/forgotten-password", status_code=HTTPStatus.ACCEPTED)
    async def forgotten_password(body: ForgottenPasswordBody, caller: CurrentCaller) -> CodeSent:
        """Mail a 6-digit code to the address, if somebody has an account there."""
        await use_cases.forget_password(body.email, caller)
        return CodeSent()

    @router.post("/reset-password", status_code=HTTPStatus.NO_CONTENT)
    async def reset_password(body: ResetPasswordBody, caller: CurrentCaller) -> None:
        """Choose a new password with the mailed code; ends all sessions."""
        reset = PasswordReset(body.email, body.code, body.password.get_secret_value())
        await use_cases.reset_password(reset, caller)

    @router.post(
        "/change-password",
        status_code=HTTPStatus.NO_CONTENT,
        responses=UNAUTHENTICATED | WRONG_PASSWORD,
    )
    async def change_password(
        principal: CurrentPrincipal, body: ChangePasswordBody, caller: CurrentCaller
    ) -> None:
        """Choose a new password knowing the present one; ends all other sessions."""
        change = PasswordChange(
            principal.user_id,
            principal.session_id,
            body.present_password.get_secret_value(),
            body.password.get_secret_value(),
        )
        await use_cases.change_password(change, caller)

    return router
