"""An image over HTTPS, in as many goes as it takes. Only its hash is kept."""

import asyncio
import hashlib
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, Protocol

import httpx

_CONNECTIONS: Final = 32
"""Downloads at once of a process; others wait."""
_TIMEOUT_S: Final = 30.0
_GIVEN_UP_AFTER: Final = 8
"""Attempts in a row without a byte."""


class DownloadError(Exception):
    """The image cannot be had; the message says why."""


class Images(Protocol):
    """Where images come from."""

    def chunks(self, url: str, *, begin: int) -> AsyncIterator[bytes]:
        """From byte `begin` on. Raises DownloadError, also in the middle."""


class HttpImages:
    """One client for all devices of a process."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def chunks(self, url: str, *, begin: int) -> AsyncIterator[bytes]:
        if not url.startswith("https://"):
            raise DownloadError("images come over HTTPS only")
        headers = {"Range": f"bytes={begin}-"} if begin else {}
        try:
            async with self._client.stream("GET", url, headers=headers) as answer:
                skip = _to_skip(answer, begin)
                async for chunk in answer.aiter_raw():
                    yield chunk[skip:]
                    skip = max(0, skip - len(chunk))
        except httpx.HTTPError as error:
            raise DownloadError(f"{type(error).__name__}: {error}"[:200]) from error


def _to_skip(answer: httpx.Response, begin: int) -> int:
    """A server that does not know ranges sends it all. Raises DownloadError."""
    if answer.status_code == HTTPStatus.PARTIAL_CONTENT:
        return 0
    if answer.status_code == HTTPStatus.OK:
        return begin
    raise DownloadError(f"the server answers {answer.status_code}")


@asynccontextmanager
async def http_images(context: ssl.SSLContext) -> AsyncIterator[HttpImages]:
    """Images of servers that `context` believes."""
    limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS)
    timeout = httpx.Timeout(_TIMEOUT_S, pool=None)
    settings: dict[str, Any] = {"verify": context, "limits": limits, "timeout": timeout}
    async with httpx.AsyncClient(**settings) as client:
        yield HttpImages(client)


@dataclass(slots=True)
class Download:
    """One image; goes on where it was."""

    url: str
    size_bytes: int
    got_bytes: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)

    async def run(
        self, images: Images, tell: Callable[[int], None], *, pause_s: Callable[[int], float]
    ) -> str:
        """Its SHA-256, in hexadecimal; `tell` hears percents. Raises DownloadError."""
        in_vain = 0
        while self.got_bytes < self.size_bytes:
            before = self.got_bytes
            try:
                await self._go_on(images, tell)
                problem = "the server has less than was offered"
            except DownloadError as error:
                problem = str(error)
            in_vain = in_vain + 1 if self.got_bytes == before else 0
            if in_vain >= _GIVEN_UP_AFTER:
                raise DownloadError(problem)
            if self.got_bytes < self.size_bytes:
                await asyncio.sleep(pause_s(in_vain))
        if self.got_bytes > self.size_bytes:
            raise DownloadError("the server has more than was offered")
        digest: str = self._hash.hexdigest()
        return digest

    async def _go_on(self, images: Images, tell: Callable[[int], None]) -> None:
        async for chunk in images.chunks(self.url, begin=self.got_bytes):
            self._hash.update(chunk)
            self.got_bytes += len(chunk)
            if self.got_bytes > self.size_bytes:
                return
            tell(100 * self.got_bytes // self.size_bytes)
