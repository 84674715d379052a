"""Requests to the edge; an answer that is a problem becomes an exception."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import httpx
import msgspec

AnswerT = TypeVar("AnswerT")

_TIMEOUT_S: Final = 30.0
_CONNECTIONS: Final = 50
_NO_TOKEN: Final[Mapping[str, str]] = {}


class FieldProblem(msgspec.Struct, frozen=True):
    """What is wrong with one field of a request."""

    field: str
    code: str
    message: str


class _Problem(msgspec.Struct, frozen=True):
    code: str = ""
    detail: str = ""
    errors: tuple[FieldProblem, ...] = ()


class ApiProblem(Exception):  # noqa: N818  # the API's own word
    """The system's answer was no: `status`, stable `code`, and what was wrong with which field."""

    def __init__(self, request: str, status: int, problem: _Problem, retry_after_s: float) -> None:
        told = "; ".join(f"{error.field}: {error.message}" for error in problem.errors)
        super().__init__(f"{request}: {status} {problem.code}: {told or problem.detail}")
        self.status = status
        self.code = problem.code
        self.fields = problem.errors
        self.retry_after_s = retry_after_s


class Connection:
    """HTTP to one origin. Several people may share it.

    Requests raise ApiProblem for an error answer and httpx.TransportError without an answer.
    """

    def __init__(self, origin: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """`transport`: another one than TCP, for tests."""
        self._http = httpx.AsyncClient(
            base_url=origin,
            transport=transport,
            timeout=_TIMEOUT_S,
            trust_env=False,  # a proxy of the machine has no business on loopback
            limits=httpx.Limits(max_connections=_CONNECTIONS),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def call(
        self,
        method: str,
        path: str,
        *,
        token: str | None = None,
        body: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        content: bytes | None = None,
        content_type: str | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The answer's body. `body` goes as JSON, `content` as it is."""
        told = {} if content_type is None else {"Content-Type": content_type}
        headers = {**_authorization(token), **told}
        answer = await self._http.request(
            method, path, json=body, content=content, params=query, headers=headers
        )
        _require_success(answer)
        return answer.content

    @asynccontextmanager
    async def stream(self, path: str, *, token: str) -> AsyncIterator[AsyncIterator[str]]:
        """The lines of an answer that goes on."""
        unlimited = httpx.Timeout(_TIMEOUT_S, read=None)
        request = self._http.stream("GET", path, headers=_authorization(token), timeout=unlimited)
        async with request as answer:
            if answer.is_error:
                await answer.aread()
            _require_success(answer)
            yield answer.aiter_lines()

    @asynccontextmanager
    async def download(
        self, path: str, *, token: str, query: Mapping[str, Any]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """A file's pieces as they come."""
        request = self._http.stream("GET", path, params=query, headers=_authorization(token))
        async with request as answer:
            if answer.is_error:
                await answer.aread()
            _require_success(answer)
            yield answer.aiter_bytes()


def decoded(content: bytes, kind: type[AnswerT]) -> AnswerT:
    """An answer's body as a value. Raises msgspec.ValidationError when it does not fit."""
    return msgspec.json.decode(content, type=kind)


def _authorization(token: str | None) -> Mapping[str, str]:
    return _NO_TOKEN if token is None else {"Authorization": f"Bearer {token}"}


def _require_success(answer: httpx.Response) -> None:
    if answer.is_success:
        return
    try:
        problem = msgspec.json.decode(answer.content, type=_Problem)
    except msgspec.DecodeError:  # the edge's own answer while a service is away
        problem = _Problem(detail=HTTPStatus(answer.status_code).phrase)
    asked = f"{answer.request.method} {answer.request.url.path}"
    retry_after = answer.headers.get("Retry-After", "")
    raise ApiProblem(
        asked, answer.status_code, problem, float(retry_after) if retry_after.isdigit() else 0.0
    )
