"""Answers that must not tell a known address from an unknown one, not even by their time."""

import asyncio
from collections.abc import Collection
from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ANSWER_FLOOR_S: Final = 0.25
"""Several times what hashing a password and writing a few rows take. Beyond it the load decides."""


class EvenPace:
    """Holds the answers on these paths until the same time after the question.

    Whatever is done for one kind of address and not for the other stays hidden in it. Only 200
    leaves at once: it is the answer to a right password or code, which hides nothing.
    """

    def __init__(self, app: ASGIApp, *, paths: Collection[str], floor_s: float) -> None:
        self._app = app
        self._paths = frozenset(paths)
        self._floor_s = floor_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in self._paths:
            await self._app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        due = loop.time() + self._floor_s

        async def send_when_due(message: Message) -> None:
            is_start = message["type"] == "http.response.start"
            if is_start and message["status"] != HTTPStatus.OK:
                await asyncio.sleep(max(0.0, due - loop.time()))
            await send(message)

        await self._app(scope, receive, send_when_due)
