"""Where a request comes from, and how its operation may be refused."""

from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import Depends, Request

from libs.chassis.problem import Problem
from services.user.domain.caller import Caller

Responses = dict[int | str, dict[str, Any]]
NEVER_STORED: Final = {"Cache-Control": "no-store"}


def _problem(status: HTTPStatus, description: str) -> Responses:
    return {status.value: {"model": Problem, "description": description}}


UNAUTHENTICATED: Final = _problem(
    HTTPStatus.UNAUTHORIZED, "Not signed in, or the credentials are wrong."
)
WRONG_PASSWORD: Final = _problem(HTTPStatus.FORBIDDEN, "The password is not the account's.")
NO_VERIFIER: Final = _problem(
    HTTPStatus.CONFLICT, "The account keeps a password's hash and no verifier."
)
NOT_CONFIRMED_NOW: Final = _problem(
    HTTPStatus.FORBIDDEN, "The password is not the account's, or the sign-in is too long ago."
)
NO_SUCH_PASSKEY: Final = _problem(HTTPStatus.NOT_FOUND, "The caller has no such passkey.")
PASSKEY_CONFLICT: Final = _problem(
    HTTPStatus.CONFLICT, "The passkey was added before, or the account has as many as it may."
)
NO_SUCH_SESSION: Final = _problem(HTTPStatus.NOT_FOUND, "The caller has no such session.")
TOO_MANY: Final = _problem(
    HTTPStatus.TOO_MANY_REQUESTS, "Too often; Retry-After says when to try again."
)


def _caller(request: Request) -> Caller:
    address = request.client.host if request.client else "unknown"
    return Caller(address, request.headers.get("user-agent", ""))


CurrentCaller = Annotated[Caller, Depends(_caller)]
