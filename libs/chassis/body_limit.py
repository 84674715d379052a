"""How large a request's body may be, and how long it may take."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.chassis.problem import problem_response


class BodyLimit:
    """Answers 413 for a body above the limit, declared or not, and 408 for one without an end.

    `larger_bodies`: other limits, by how a path begins.
    """

    def __init__(
        self,
        app: ASGIApp,
        max_body_bytes: int,
        timeout_s: float,
        larger_bodies: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes
        self._timeout_s = timeout_s
        self._larger_bodies = larger_bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        limit = self._limit_of(scope["path"])
        if not declared.isdigit() or int(declared) > limit:
            await self._refuse(scope, receive, send, limit)
            return
        try:
            async with asyncio.timeout(self._timeout_s):
                body, complete = await _read(receive, limit)
        except TimeoutError:
            await self._give_up(scope, receive, send)
            return
        if not complete:
            await self._refuse(scope, receive, send, limit)
            return
        await self._app(scope, _replay(body, receive), send)

    def _limit_of(self, path: str) -> int:
        fitting = (n for start, n in self._larger_bodies.items() if path.startswith(start))
        return max(fitting, default=self._max_body_bytes)

    async def _give_up(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = problem_response(
            HTTPStatus.REQUEST_TIMEOUT,
            code="body_too_slow",
            detail=f"a body may take {self._timeout_s:g} s",
            instance=scope["path"],
            headers={"connection": "close"},
        )
        await response(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        response = problem_response(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            code="body_too_large",
            detail=f"a body may have {limit} bytes",
            instance=scope["path"],
        )
        await response(scope, receive, send)


async def _read(receive: Receive, limit: int) -> tuple[bytes, bool]:
    """The body, and whether that is all of it."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body, True
        body += message.get("body", b"")
        if len(body) > limit:
            return body, False
        if not message.get("more_body"):
            return body, True


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
