"""Requests to servers that users name: which are reached, and what each failure says."""

import asyncio
import ssl
from collections.abc import Sequence
from ipaddress import ip_network
from pathlib import Path

import httpx
import pytest

from libs.chassis.outward_http import ForbiddenAddressError, outward_client
from libs.chassis.testing.self_signed import self_signed
from libs.chassis.testing.tcp_stand_in import LOOPBACK, tcp_stand_in

LOCAL = [ip_network("127.0.0.0/8")]


class Server:
    """Answers as told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer = b"HTTP/1.1 204 No Content\r\n\r\n"
        self.requests: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self.requests.append(head)
            writer.write(self.answer)
            await writer.drain()
        except asyncio.IncompleteReadError:
            pass  # who asked did not believe us
        finally:
            writer.close()


async def post(client: httpx.AsyncClient, url: str) -> httpx.Response:
    return await client.post(url, content=b"hello")


async def test_a_server_on_an_allowed_network_gets_the_request() -> None:
    server = Server()
    async with tcp_stand_in(server.serve) as port, outward_client(allowed=LOCAL) as http:
        answer = await post(http, f"http://{LOOPBACK}:{port}/told?who=me")
    assert answer.status_code == 204
    [request] = server.requests
    assert request.startswith(b"POST /told?who=me HTTP/1.1\r\n")
    assert f"host: {LOOPBACK}:{port}".encode() in request.lower()


@pytest.mark.parametrize("host", [LOOPBACK, "localhost", "[::1]", "2130706433", "0x7f000001"])
async def test_a_server_of_the_machine_is_not_reached(host: str) -> None:
    server = Server()
    async with tcp_stand_in(server.serve) as port, outward_client() as http:
        with pytest.raises(ForbiddenAddressError):
            await post(http, f"http://{host}:{port}/")
    assert server.requests == []


async def test_one_forbidden_address_of_several_is_enough() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["1.1.1.1", "10.0.0.7"]

    async with outward_client(resolve=resolve) as http:
        with pytest.raises(ForbiddenAddressError):
            await post(http, "http://two-faced.example/")


async def test_a_second_answer_of_the_name_server_changes_nothing() -> None:
    """DNS rebinding: the connection goes to the address that was judged."""
    server, asked = Server(), 0

    async def resolve(host: str, port: int) -> Sequence[str]:
        nonlocal asked
        asked += 1
        return [LOOPBACK] if asked == 1 else ["10.0.0.7"]

    async with (
        tcp_stand_in(server.serve) as port,
        outward_client(allowed=LOCAL, resolve=resolve) as http,
    ):
        assert (await post(http, f"http://rebound.example:{port}/")).status_code == 204
    assert (asked, len(server.requests)) == (1, 1)


async def test_a_redirect_is_an_answer_like_any_other() -> None:
    server = Server()
    async with tcp_stand_in(server.serve) as port, outward_client(allowed=LOCAL) as http:
        server.answer = (
            f"HTTP/1.1 307 Temporary Redirect\r\nlocation: http://{LOOPBACK}:{port}/x\r\n\r\n"
        ).encode()
        assert (await post(http, f"http://{LOOPBACK}:{port}/")).status_code == 307
    assert len(server.requests) == 1


async def test_without_a_connection_nothing_was_sent() -> None:
    async with tcp_stand_in(Server().serve) as port:
        pass

    async def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError("no such name")

    async with outward_client(allowed=LOCAL) as http, outward_client(resolve=unknown) as lost:
        for each, url in ((http, f"http://{LOOPBACK}:{port}/"), (lost, "http://nowhere.example/")):
            with pytest.raises(httpx.ConnectError):
                await post(each, url)


async def test_a_server_that_cannot_prove_its_name_gets_nothing(tmp_path: Path) -> None:
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path, "localhost"))
    listening = await asyncio.start_server(server.serve, LOOPBACK, ssl=context)
    url = f"https://localhost:{listening.sockets[0].getsockname()[1]}/"
    trusting = ssl.create_default_context(cafile=str(tmp_path / "localhost.pem"))

    async def resolve(host: str, port: int) -> Sequence[str]:
        return [LOOPBACK]

    async with (
        listening,
        outward_client(allowed=LOCAL, resolve=resolve) as client,
        outward_client(allowed=LOCAL, resolve=resolve, ssl_context=trusting) as believer,
    ):
        with pytest.raises(httpx.ConnectError):
            await post(client, url)
        with pytest.raises(httpx.ConnectError):
            await post(believer, url.replace("localhost", "other.example"))
        assert server.requests == []
        assert (await post(believer, url)).status_code == 204


async def test_a_name_that_takes_long_is_given_up() -> None:
    async def never(host: str, port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    async with outward_client(resolve=never, connect_timeout_s=0.01) as http:
        with pytest.raises(httpx.ConnectTimeout):
            await post(http, "http://slow.example/")


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 2", b"nonsense\r\n\r\n"])
async def test_after_the_request_nobody_knows(answer: bytes) -> None:
    server = Server()
    server.answer = answer
    async with tcp_stand_in(server.serve) as port, outward_client(allowed=LOCAL) as http:
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            await post(http, f"http://{LOOPBACK}:{port}/")
    assert len(server.requests) == 1


async def test_a_body_without_end_is_not_read() -> None:
    server = Server()
    server.answer = (
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-encoding: gzip\r\n\r\nff\r\n"
    )
    async with tcp_stand_in(server.serve) as port, outward_client(allowed=LOCAL) as http:
        answer = await post(http, f"http://{LOOPBACK}:{port}/")
    assert (answer.status_code, answer.content) == (200, b"")
