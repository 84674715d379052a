"""POST requests to servers that users name, and to no other: none of the operator's own networks.

A name is resolved first, all its addresses are judged, and the connection goes to an address that
was judged: a second answer of the name server changes nothing. Redirects are not followed.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final, TypeAlias
from urllib.parse import urlsplit

import httpcore

from libs.chassis.network_address import is_public

_CONNECTIONS: Final = 64
_LOOKUPS: Final = 16
_LONGEST_RETRY_AFTER: Final = timedelta(days=1)

Network: TypeAlias = IPv4Network | IPv6Network
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to IP addresses. Raises OSError."""


class ForbiddenAddressError(Exception):
    """The host is, or also is, on a network that requests must not reach."""


class NotReachedError(Exception):
    """No connection came about: the server surely saw no request."""


class NoAnswerError(Exception):
    """The request was on its way; nobody knows whether the server took it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said. Its body is not read: it could be without end."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""

    def retry_after(self, now: datetime) -> timedelta | None:
        """How long the server asks to be left alone (RFC 9110, 10.2.3), a day at most."""
        text = self.headers.get("retry-after", "").strip()
        if text.isascii() and text.isdigit():
            return min(timedelta(seconds=int(text[:9])), _LONGEST_RETRY_AFTER)
        try:
            at = parsedate_to_datetime(text)
        except ValueError:
            return None
        wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
        return min(max(wait, timedelta(0)), _LONGEST_RETRY_AFTER)


class OutwardHttp:
    """Each request has a connection of its own, as its server may be anybody's."""

    def __init__(
        self,
        *,
        allowed: Iterable[Network] = (),
        connect_timeout_s: float = 5.0,
        answer_timeout_s: float = 10.0,
        ssl_context: ssl.SSLContext | None = None,
        resolve: Resolve | None = None,
    ) -> None:
        """`allowed`: networks that may be reached although they are not public."""
        self._timeouts = {
            "connect": connect_timeout_s,
            "pool": connect_timeout_s,
            "read": answer_timeout_s,
            "write": answer_timeout_s,
        }
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context or ssl.create_default_context(),
            max_connections=_CONNECTIONS,
            max_keepalive_connections=0,
            retries=0,
            network_backend=_JudgedConnections(tuple(allowed), resolve or _Resolver()),
        )

    async def post(self, url: str, *, headers: Mapping[str, str], content: bytes) -> Answer:
        """Send one request, once.

        Raises ForbiddenAddressError and NotReachedError when nothing was sent, NoAnswerError when
        it may have been.
        """
        own = {"host": urlsplit(url).netloc, "content-length": str(len(content))}
        try:
            async with self._pool.stream(
                "POST",
                url,
                headers=list((own | dict(headers)).items()),
                content=content,
                extensions={"timeout": self._timeouts},
            ) as response:
                return Answer(response.status, _headers(response))
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout) as error:
            raise NotReachedError(_words(error)) from None
        except httpcore.UnsupportedProtocol as error:
            raise NotReachedError(_words(error)) from None
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise NoAnswerError(_words(error)) from None

    async def close(self) -> None:
        """End all connections."""
        await self._pool.aclose()


class _JudgedConnections(httpcore.AsyncNetworkBackend):
    """Connects to addresses that were judged, by whatever name they were asked for."""

    def __init__(self, allowed: tuple[Network, ...], resolve: Resolve) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        async with _connecting(timeout):
            addresses = await self._resolve(host, port)
            if not addresses or not all(map(self._may_be_reached, addresses)):
                raise ForbiddenAddressError("the host is not on the Internet")
            failure: Exception | None = None
            for address in addresses:
                try:
                    return await self._inner.connect_tcp(
                        address, port, timeout, local_address, socket_options
                    )
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                    failure = error
            raise failure or httpcore.ConnectError("no address")

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)

    def _may_be_reached(self, address: str) -> bool:
        parsed = ip_address(address)
        return is_public(address) or any(parsed in network for network in self._allowed)


@asynccontextmanager
async def _connecting(timeout_s: float | None) -> AsyncIterator[None]:
    """All of it in this time: a name may have many addresses, and its server none to give."""
    try:
        async with asyncio.timeout(timeout_s):
            yield
    except TimeoutError:
        raise httpcore.ConnectTimeout("connecting took too long") from None
    except (OSError, UnicodeError):
        raise httpcore.ConnectError("the name is not known") from None


class _Resolver:
    """The system's, on threads of its own: a name server that is slow holds up nothing else."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="resolve")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, look_up)
        return list(dict.fromkeys(str(address[4][0]).partition("%")[0] for address in found))


def _headers(response: httpcore.Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
    }


def _words(error: Exception) -> str:
    """What went wrong, without the address."""
    return type(error).__name__
