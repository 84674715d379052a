"""What can go wrong, in words for who typed the command, and the exit code that scripts see."""

import errno
from enum import IntEnum
from http import HTTPStatus
from typing import Final

import asyncpg
import httpx
import nats.errors
import nats.js.errors

from devstack.people.connection import ApiProblem
from libs.chassis.bus_url import BusUrlError
from libs.chassis.postgres import is_transient


class Exit(IntEnum):
    """Exit codes. Each has one meaning in every command."""

    DONE = 0
    TROUBLE = 1
    USAGE = 2
    UNREACHABLE = 3
    REFUSED = 4
    NOT_FOUND = 5
    NOT_CONFIRMED = 6
    INTERRUPTED = 130


MEANINGS: Final = {
    Exit.DONE: "done; of a check: all is well",
    Exit.TROUBLE: "the check found trouble, or a part of what was asked was not done",
    Exit.USAGE: "the command line, a file or a setting is wrong; nothing was done",
    Exit.UNREACHABLE: "a service, the bus or a database does not answer: try again later",
    Exit.REFUSED: "it answered no: not permitted, or not as things are",
    Exit.NOT_FOUND: "what was named does not exist",
    Exit.NOT_CONFIRMED: "nothing was done: it was not confirmed, and there was no `--yes`",
    Exit.INTERRUPTED: "interrupted (Ctrl-C)",
}


class OperateError(Exception):
    """A command cannot do what it was asked. `hint`: what to do about it."""

    def __init__(
        self, message: str, *, exit_code: Exit = Exit.REFUSED, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        self.hint = hint


_OF_STATUS: Final = {
    HTTPStatus.BAD_REQUEST: Exit.USAGE,
    HTTPStatus.NOT_FOUND: Exit.NOT_FOUND,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Exit.USAGE,
    HTTPStatus.TOO_MANY_REQUESTS: Exit.UNREACHABLE,
}
_HINTS: Final = {
    "unauthenticated": "an operator's token has to be one whose hash the service has, in its "
    "OPERATOR_TOKENS; `meriggio keys operator-token` makes one",
}
_MOST_FIELDS: Final = 20
_OF_A_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO})
UNREACHABLE: Final = (
    httpx.TransportError,
    nats.errors.Error,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    OSError,
    TimeoutError,
)
"""What libraries raise when the other side is away, or says no."""
EXPECTED: Final = (ApiProblem, BusUrlError, *UNREACHABLE)


def explained(error: BaseException, what: str = "") -> OperateError:
    """The same as an OperateError. `what`: who was spoken to."""
    if isinstance(error, OperateError):
        return error
    if isinstance(error, ApiProblem):
        return _answered_no(error)
    if isinstance(error, BusUrlError):
        return OperateError(f"MERIGGIO_NATS_URL: {error}", exit_code=Exit.USAGE)
    if _is_of_a_file(error) and not what:
        return OperateError(str(error), exit_code=Exit.USAGE)
    if _is_an_answer(error):
        is_missing = isinstance(error, nats.js.errors.NotFoundError)
        code = Exit.NOT_FOUND if is_missing else Exit.REFUSED
        return OperateError(f"{what or 'the other side'}: {_words(error)}", exit_code=code)
    return OperateError(
        f"{what or 'the other side'} does not answer: {_words(error)}",
        exit_code=Exit.UNREACHABLE,
        hint="`meriggio health` shows what is there; `meriggio --help` how addresses are set",
    )


def _is_of_a_file(error: BaseException) -> bool:
    """Of this machine's, not of a connection."""
    return isinstance(error, OSError) and (error.filename is not None or error.errno in _OF_A_DISK)


def _is_an_answer(error: BaseException) -> bool:
    """It is there, and says no."""
    if isinstance(error, nats.js.errors.ServiceUnavailableError):
        return False
    is_of_postgres = isinstance(error, asyncpg.PostgresError) and not is_transient(error)
    return is_of_postgres or isinstance(error, nats.js.errors.APIError)


def _answered_no(problem: ApiProblem) -> OperateError:
    lines = [str(problem)]
    if problem.fields:
        told = [f"  {each.field}: {each.message}" for each in problem.fields[:_MOST_FIELDS]]
        lines = [str(problem).partition(f"{problem.code}: ")[0] + problem.code, *told]
        if len(problem.fields) > _MOST_FIELDS:
            lines.append(f"  and {len(problem.fields) - _MOST_FIELDS} more")
    status = HTTPStatus(problem.status)
    is_away = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    code = Exit.UNREACHABLE if is_away else _OF_STATUS.get(status, Exit.REFUSED)
    return OperateError("\n".join(lines), exit_code=code, hint=_HINTS.get(problem.code))


def _words(error: BaseException) -> str:
    """Never empty; some errors have no words of their own."""
    if isinstance(error, nats.js.errors.APIError):
        return error.description or repr(error)
    return str(error) or type(error).__name__
