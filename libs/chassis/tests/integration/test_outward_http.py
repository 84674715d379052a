"""Requests to servers that users name: which are reached, and what each failure says."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from libs.chassis.outward_http import (
    Answer,
    ForbiddenAddressError,
    NoAnswerError,
    NotReachedError,
    OutwardHttp,
)
from libs.chassis.testing.tcp_stand_in import LOOPBACK, tcp_stand_in

LOCAL = [ip_network("127.0.0.0/8")]
NOW = datetime(2026, 6, 21, 10, tzinfo=UTC)


class Server:
    """Answers as told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer = b"HTTP/1.1 204 No Content\r\n\r\n"
        self.requests: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.requests.append(head)
        writer.write(self.answer)
        await writer.drain()


@asynccontextmanager
async def outward(**options: object) -> AsyncIterator[OutwardHttp]:
    http = OutwardHttp(**options)  # type: ignore[arg-type]
    try:
        yield http
    finally:
        await http.close()


async def post(http: OutwardHttp, url: str) -> Answer:
    return await http.post(url, headers={"content-type": "text/plain"}, content=b"hello")


async def test_a_server_on_an_allowed_network_gets_the_request() -> None:
    server = Server()
    async with tcp_stand_in(server.serve) as port, outward(allowed=LOCAL) as http:
        answer = await post(http, f"http://{LOOPBACK}:{port}/told?who=me")
    assert answer.status == 204
    [request] = server.requests
    assert request.startswith(b"POST /told?who=me HTTP/1.1\r\n")
    assert f"host: {LOOPBACK}:{port}".encode() in request


@pytest.mark.parametrize("host", [LOOPBACK, "localhost", "[::1]", "2130706433", "0x7f000001"])
async def test_a_server_of_the_machine_is_not_reached(host: str) -> None:
    server = Server()
    async with tcp_stand_in(server.serve) as port, outward() as http:
        with pytest.raises(ForbiddenAddressError):
            await post(http, f"http://{host}:{port}/")
    assert server.requests == []


async def test_one_forbidden_address_of_several_is_enough() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["1.1.1.1", "10.0.0.7"]

    async with outward(resolve=resolve) as http:
        with pytest.raises(ForbiddenAddressError):
            await post(http, "http://two-faced.example/")


async def test_a_second_answer_of_the_name_server_changes_nothing() -> None:
    """DNS rebinding: the connection goes to the address that was judged."""
    server, asked = Server(), 0

    async def resolve(host: str, port: int) -> Sequence[str]:
        nonlocal asked
        asked += 1
        return [LOOPBACK] if asked == 1 else ["10.0.0.7"]

    async with tcp_stand_in(server.serve) as port, outward(allowed=LOCAL, resolve=resolve) as http:
        assert (await post(http, f"http://rebound.example:{port}/")).status == 204
    assert (asked, len(server.requests)) == (1, 1)


async def test_a_redirect_is_an_answer_like_any_other() -> None:
    server = Server()
    async with tcp_stand_in(server.serve) as port, outward(allowed=LOCAL) as http:
        server.answer = (
            f"HTTP/1.1 307 Temporary Redirect\r\nlocation: http://{LOOPBACK}:{port}/x\r\n\r\n"
        ).encode()
        assert (await post(http, f"http://{LOOPBACK}:{port}/")).status == 307
    assert len(server.requests) == 1


async def test_without_a_connection_nothing_was_sent() -> None:
    async with tcp_stand_in(Server().serve) as port:
        pass

    async def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError("no such name")

    async with outward(allowed=LOCAL) as http, outward(resolve=unknown) as lost:
        for each, url in ((http, f"http://{LOOPBACK}:{port}/"), (lost, "http://nowhere.example/")):
            with pytest.raises(NotReachedError):
                await post(each, url)


async def test_a_server_that_is_not_who_it_says_gets_nothing() -> None:
    server = Server()
    async with tcp_stand_in(server.serve) as port, outward(allowed=LOCAL) as http:
        with pytest.raises(NotReachedError):
            await post(http, f"https://{LOOPBACK}:{port}/")
    assert server.requests == []


async def test_a_name_that_takes_long_is_given_up() -> None:
    async def never(host: str, port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    async with outward(resolve=never, connect_timeout_s=0.01) as http:
        with pytest.raises(NotReachedError):
            await post(http, "http://slow.example/")


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 2", b"nonsense\r\n\r\n"])
async def test_after_the_request_nobody_knows(answer: bytes) -> None:
    server = Server()
    server.answer = answer
    async with tcp_stand_in(server.serve) as port, outward(allowed=LOCAL) as http:
        with pytest.raises(NoAnswerError):
            await post(http, f"http://{LOOPBACK}:{port}/")
    assert len(server.requests) == 1


async def test_a_body_without_end_is_not_read() -> None:
    server = Server()
    server.answer = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + b"ff\r\n"
    async with tcp_stand_in(server.serve) as port, outward(allowed=LOCAL) as http:
        assert (await post(http, f"http://{LOOPBACK}:{port}/")).status == 200


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("Sun, 21 Jun 2026 10:00:30 GMT", 30),
        ("Sun, 21 Jun 2026 09:00:00 GMT", 0),
        ("99999999999", 86_400),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(text: str, seconds: int | None) -> None:
    answer = Answer(503, {"retry-after": text})
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert answer.retry_after(NOW) == expected
