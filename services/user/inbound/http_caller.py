"""Where a request comes from, and how its operation may be refused."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import Depends, Request

from libs.chassis.problem import described_problem
from services.user.domain.caller import Caller

NEVER_STORED: Final = {"Cache-Control": "no-store"}

UNAUTHENTICATED: Final = described_problem(
    HTTPStatus.UNAUTHORIZED, "Not signed in, or the credentials are wrong."
)
WRONG_PASSWORD: Final = described_problem(
    HTTPStatus.FORBIDDEN, "The password is not the account's."
)
NO_VERIFIER: Final = described_problem(
    HTTPStatus.CONFLICT, "The account keeps a password's hash and no verifier."
)
NOT_CONFIRMED_NOW: Final = described_problem(
    HTTPStatus.FORBIDDEN, "The password is not the account's, or the sign-in is too long ago."
)
NO_SUCH_PASSKEY: Final = described_problem(HTTPStatus.NOT_FOUND, "The caller has no such passkey.")
PASSKEY_CONFLICT: Final = described_problem(
    HTTPStatus.CONFLICT, "The passkey was added before, or the account has as many as it may."
)
NO_SUCH_SESSION: Final = described_problem(HTTPStatus.NOT_FOUND, "The caller has no such session.")
TOO_MANY: Final = described_problem(
    HTTPStatus.TOO_MANY_REQUESTS, "Too often; Retry-After says when to try again."
)


def _caller(request: Request) -> Caller:
    address = request.client.host if request.client else "unknown"
    return Caller(address, request.headers.get("user-agent", ""))


CurrentCaller = Annotated[Caller, Depends(_caller)]
