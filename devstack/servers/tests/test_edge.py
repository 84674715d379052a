import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from devstack.servers.edge import EdgeServer, ServicePorts
from devstack.servers.ports import free_port
from devstack.servers.process import ServerProcess
from libs.chassis.testing.tcp_stand_in import tcp_stand_in

SERVICES = ("user", "community", "energy", "engagement", "device_gateway")


@asynccontextmanager
async def named_service(name: str, *, port: int) -> AsyncIterator[None]:
    """Answers every request it has read with its name; `/live/` with a stream that stays open."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", request, re.IGNORECASE)
        await reader.readexactly(int(length[1]) if length else 0)
        if b" /live/" in request:
            head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
            writer.write(head + b"data: first\n\n")
            await writer.drain()
            await reader.read()
        else:
            body = name.encode()
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body))

    async with tcp_stand_in(answer, port=port):
        yield


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app, mail = (tmp_path / name for name in ("app", "mail"))
    for folder in (app / "_expo" / "static", mail):
        folder.mkdir(parents=True)
    (app / "index.html").write_text("<h1>Meriggio</h1>")
    (app / "_expo" / "static" / "entry-1f3a.js").write_text("const noon = 12;" * 100)
    (mail / "a mail.txt").write_text("Code: 123456")
    ports = {name: free_port() for name in SERVICES}
    server = EdgeServer(
        tmp_path / "edge",
        services=ServicePorts(**ports),
        app_folder=app,
        mail_folder=mail,
    )
    async with asyncio.TaskGroup() as group:
        stops = asyncio.Event()

        async def serve(name: str) -> None:
            async with named_service(name, port=ports[name]):
                await stops.wait()

        for name in SERVICES:
            group.create_task(serve(name))
        async with (
            ServerProcess(server, log=tmp_path / "edge.log"),
            httpx.AsyncClient(base_url=server.url, verify=False, timeout=5) as client,
        ):
            yield client
        stops.set()


ROUTES = {
    "/user/sign-in": "user",
    "/user/profile": "user",
    "/.well-known/jwks.json": "user",
    "/openapi/user.json": "user",
    "/user/facility": "community",
    "/user/community": "community",
    "/user/facility/removed": "community",
    "/user/community/removed": "community",
    "/user/invitation": "community",
    "/user/invitation/0/accept": "community",
    "/user/8b2f/facility/77aa": "community",
    "/community": "community",
    "/community/8b2f/facility/77aa": "community",
    "/facility": "community",
    "/facility/8b2f/device": "community",
    "/openapi/community.json": "community",
    "/energy-data/community/8b2f": "energy",
    "/openapi/energy.json": "energy",
    "/notification": "engagement",
    "/notification/8b2f/read": "engagement",
    "/openapi/engagement.json": "engagement",
}


async def test_each_path_reaches_its_service(edge: httpx.AsyncClient) -> None:
    answers = {path: (await edge.get(path)).text for path in ROUTES}
    assert answers == ROUTES


async def test_readings_are_posted_to_the_gateway_and_read_from_energy(
    edge: httpx.AsyncClient,
) -> None:
    for path in ("/energy-data", "/energy-data/"):
        assert (await edge.post(path, content=b"{}")).text == "device_gateway"
        assert (await edge.get(path)).text == "energy"
    for method, path in (("PUT", "/energy-data/price/NORD"), ("POST", "/energy-data/facility/1/x")):
        assert (await edge.request(method, path, content=b"{}")).text == "energy"


async def test_an_event_stream_arrives_while_it_is_open(edge: httpx.AsyncClient) -> None:
    async with asyncio.timeout(5), edge.stream("GET", "/live/community/8b2f") as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == "data: first"


async def test_app_and_mails(edge: httpx.AsyncClient) -> None:
    home = await edge.get("/")
    assert "Meriggio" in home.text
    assert home.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self';" in home.headers["content-security-policy"]
    assert "server" not in home.headers
    assert "a%20mail.txt" in (await edge.get("/mail/")).text
    assert (await edge.get("/mail/a%20mail.txt")).text == "Code: 123456"


async def test_every_screen_of_the_app_can_be_linked_to(edge: httpx.AsyncClient) -> None:
    for screen in ("/now", "/communities/8b2f/members", "/index.html"):
        answer = await edge.get(screen)
        assert (answer.status_code, answer.text) == (200, "<h1>Meriggio</h1>"), screen
        assert answer.headers["cache-control"] == "no-cache"


async def test_what_has_its_hash_in_its_name_is_kept_for_good(edge: httpx.AsyncClient) -> None:
    script = await edge.get("/_expo/static/entry-1f3a.js")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-encoding"] == "gzip"
    gone = await edge.get("/_expo/static/entry-0000.js")
    assert (gone.status_code, gone.headers["cache-control"]) == (404, "no-cache")
    assert "Meriggio" not in gone.text


async def test_nothing_outside_the_mail_folder_is_served(edge: httpx.AsyncClient) -> None:
    answer = await edge.get("/mail/..%2fedge/Caddyfile")
    assert "admin off" not in answer.text


@pytest.mark.parametrize("size_bytes", [1_100_000, 3_000_000])
async def test_a_body_beyond_the_limit_is_refused(edge: httpx.AsyncClient, size_bytes: int) -> None:
    answer = await edge.post("/user/sign-in", content=b"x" * size_bytes)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert (answer.status_code, problem["code"]) == (413, "body_too_large")


async def test_a_service_that_is_away_is_told_as_a_problem(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>Meriggio</h1>")
    ports = ServicePorts(**{name: free_port() for name in SERVICES})
    server = EdgeServer(tmp_path / "edge", services=ports, app_folder=tmp_path)
    async with (
        ServerProcess(server, log=tmp_path / "edge.log"),
        httpx.AsyncClient(base_url=server.url, verify=False, timeout=5) as client,
    ):
        answer = await client.get("/user/profile")
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (502, 502)
    assert (problem["code"], problem["title"]) == ("temporarily_unavailable", "Bad Gateway")
    assert answer.headers["retry-after"] == "1"
