"""A browser's push service for the tests: takes what the system pushes, and hands it to the page.

Headless browsers have none: what the page asks of its `pushManager` is answered here, with keys
whose private half the test holds.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from playwright.async_api import BrowserContext

from libs.chassis.testing.tcp_stand_in import LOOPBACK, tcp_stand_in
from services.engagement.tests.push_browser import PushBrowser, Sender

SUBJECT: Final = "mailto:operator@example.org"
_TAKEN, _GONE = "201 Created", "410 Gone"

# As the standard has it: one subscription, made for one key, there until it is ended.
_PUSH_MANAGER: Final = """
(() => {
  const subscription = (kept) => kept && {
    endpoint: kept.endpoint,
    toJSON: () => kept,
    unsubscribe: () => pushUnsubscribe(),
  };
  Object.assign(PushManager.prototype, {
    subscribe: async ({ applicationServerKey }) =>
      subscription(await pushSubscribe(applicationServerKey)),
    getSubscription: async () => subscription(await pushSubscription()),
  });
})();
"""


class PushService:
    """Behind one browser; `pushed` is what came for it and could be read."""

    def __init__(self) -> None:
        self.pushed: list[dict[str, Any]] = []
        self.port = 0
        self._browser: PushBrowser | None = None
        self._sender: Sender | None = None

    @property
    def is_subscribed(self) -> bool:
        """Whether the browser wants to be pushed to."""
        return self._browser is not None

    async def stand_behind(self, context: BrowserContext) -> None:
        """Of a browser that allows notifications."""
        await context.grant_permissions(["notifications"])
        await context.expose_function("pushSubscribe", self._subscribe)
        await context.expose_function("pushUnsubscribe", self._unsubscribe)
        await context.expose_function("pushSubscription", self._subscription)
        await context.add_init_script(_PUSH_MANAGER)

    def _subscribe(self, public_key: str) -> dict[str, Any] | None:
        self._sender = Sender(public_key, SUBJECT)
        self._browser = PushBrowser(f"https://{LOOPBACK}:{self.port}/{uuid4()}")
        return self._subscription()

    def _unsubscribe(self) -> bool:
        was_subscribed, self._browser = self.is_subscribed, None
        return was_subscribed

    def _subscription(self) -> dict[str, Any] | None:
        if self._browser is None:
            return None
        keys = {"p256dh": self._browser.p256dh, "auth": self._browser.auth}
        return {"endpoint": self._browser.url, "keys": keys}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One push (RFC 8030)."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        request, *lines = head.splitlines()
        fields = (line.partition(":") for line in lines if line)
        headers = {name.lower(): value.strip() for name, _, value in fields}
        body = await reader.readexactly(int(headers["content-length"]))
        status = self._take(request.split()[1], headers, body)
        writer.write(
            f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode()
        )
        await writer.drain()

    def _take(self, path: str, headers: dict[str, str], body: bytes) -> str:
        browser, sender = self._browser, self._sender
        if browser is None or sender is None or not browser.url.endswith(path):
            return _GONE
        now = datetime.now(UTC)
        self.pushed.append(browser.received(headers, body, sender=sender, now=now))
        return _TAKEN


@asynccontextmanager
async def push_service(certificate: Path) -> AsyncIterator[PushService]:
    """Listens, with this certificate and key, for the length of the block."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    service = PushService()
    async with tcp_stand_in(service.serve, tls=tls) as service.port:
        yield service
