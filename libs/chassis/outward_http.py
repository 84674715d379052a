"""Requests to servers that users name, and to no other: none of the operator's own networks.

A name is resolved first, all its addresses are judged, and the connection goes to an address that
was judged: a second answer of the name server changes nothing. Redirects are not followed.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final, TypeAlias

import httpcore
import httpx
from opentelemetry.trace import SpanKind

from libs.chassis import tracing
from libs.chassis.network_address import is_public

_CONNECTIONS: Final = 96
_LOOKUPS: Final = 16
_NOT_OF_AN_EMPTY_BODY: Final = frozenset({b"content-encoding", b"content-length"})

Network: TypeAlias = IPv4Network | IPv6Network
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to IP addresses. Raises OSError."""


class ForbiddenAddressError(httpx.ConnectError):
    """The host is, or also is, on a network that requests must not reach."""


def outward_client(
    *,
    allowed: Iterable[Network] = (),
    connect_timeout_s: float = 5.0,
    answer_timeout_s: float = 10.0,
    ssl_context: ssl.SSLContext | None = None,
    resolve: Resolve | None = None,
) -> httpx.AsyncClient:
    """A client whose answers have a status and headers: their bodies could be without end.

    `allowed`: networks that may be reached although they are not public. Each request has a
    connection of its own, as its server may be anybody's. Raises ForbiddenAddressError as well as
    httpx's errors, which do not tell the address.
    """
    transport = _OutwardTransport(
        ssl_context or ssl.create_default_context(), tuple(allowed), resolve or _Resolver()
    )
    return httpx.AsyncClient(
        transport=transport,
        follow_redirects=False,
        trust_env=False,
        timeout=httpx.Timeout(answer_timeout_s, connect=connect_timeout_s, pool=connect_timeout_s),
    )


class _OutwardTransport(httpx.AsyncBaseTransport):
    def __init__(
        self, ssl_context: ssl.SSLContext, allowed: tuple[Network, ...], resolve: Resolve
    ) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context,
            max_connections=_CONNECTIONS,
            max_keepalive_connections=0,
            retries=0,
            network_backend=_JudgedConnections(allowed, resolve),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        # Where it goes is a secret: an address is often all that is needed to write to somebody.
        told = {"http.request.method": request.method}
        with tracing.child_span(request.method, kind=SpanKind.CLIENT, attributes=told) as span:
            response = await self._answer(request)
            span.set_attribute("http.response.status_code", response.status_code)
            return response

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        with _errors_of_httpx(request):
            response = await self._pool.handle_async_request(
                httpcore.Request(
                    request.method,
                    httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=await request.aread(),
                    extensions=request.extensions,
                )
            )
            await response.aclose()
        headers = [
            each for each in response.headers if each[0].lower() not in _NOT_OF_AN_EMPTY_BODY
        ]
        return httpx.Response(response.status, headers=headers, content=b"")

    async def aclose(self) -> None:
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


class _Resolver:
    """The system's, on threads of its own: a name server that is slow holds up nothing else."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="resolve")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, look_up)
        return list(dict.fromkeys(str(address[4][0]).partition("%")[0] for address in found))


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


_ERRORS: Final[tuple[tuple[type[Exception], type[httpx.RequestError]], ...]] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (httpcore.NetworkError, httpx.ReadError),
    (httpcore.ProtocolError, httpx.RemoteProtocolError),
)


@contextmanager
def _errors_of_httpx(request: httpx.Request) -> Iterator[None]:
    try:
        yield
    except tuple(inner for inner, _ in _ERRORS) as error:
        outer = next(outer for inner, outer in _ERRORS if isinstance(error, inner))
        raise outer(type(error).__name__, request=request) from None
