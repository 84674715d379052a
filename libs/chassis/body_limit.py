"""How large a request's body may be, and how long it may take."""

import asyncio
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.chassis.problem import problem_response


class BodyLimit:
    """Answers 413 for a body above the limit, declared or not, and 408 for one without an end."""

    def __init__(self, app: ASGIApp, max_body_bytes: int, timeout_s: float) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes
        self._timeout_s = timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self._max_body_bytes:
            await self._refuse(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._timeout_s):
                body, complete = await self._read(receive)
        except TimeoutError:
            await self._give_up(scope, receive, send)
            return
        if not complete:
            await self._refuse(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    async def _read(self, receive: Receive) -> tuple[bytes, bool]:
        body = b""
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return body, True
            body += message.get("body", b"")
            if len(body) > self._max_body_bytes:
                return body, False
            if not message.get("more_body"):
                return body, True

    async def _give_up(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = problem_response(
            HTTPStatus.REQUEST_TIMEOUT,
            code="body_too_slow",
            detail=f"a body may take {self._timeout_s:g} s",
            instance=scope["path"],
            headers={"connection": "close"},
        )
        await response(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = problem_response(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            code="body_too_large",
            detail=f"a body may have {self._max_body_bytes} bytes",
            instance=scope["path"],
        )
        await response(scope, receive, send)


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
