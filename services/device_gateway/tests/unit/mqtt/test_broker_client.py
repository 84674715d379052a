"""A socket may be closed between paho's wish to write and the loop's turn."""

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import aiomqtt
import pytest

from services.device_gateway.inbound.mqtt.broker_client import BrokerClient


@pytest.fixture
def sockets() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    yield ours, theirs
    ours.close()
    theirs.close()


async def _failures_when_closed_early(client: aiomqtt.Client, ours: socket.socket) -> list[str]:
    failures: list[str] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: failures.append(repr(context["exception"])))
    client._on_socket_register_write(client._client, None, ours)
    ours.close()
    turn = loop.create_future()
    loop.call_soon(turn.set_result, None)
    await turn
    return failures


async def test_a_socket_that_was_closed_is_not_waited_for(
    sockets: tuple[socket.socket, socket.socket],
) -> None:
    assert await _failures_when_closed_early(BrokerClient("broker.invalid"), sockets[0]) == []


async def test_without_our_care_it_fails_in_the_log(
    sockets: tuple[socket.socket, socket.socket],
) -> None:
    """When this fails aiomqtt has learnt it, and ours can go."""
    assert await _failures_when_closed_early(aiomqtt.Client("broker.invalid"), sockets[0]) != []


async def test_what_paho_has_is_written_when_there_is_room(
    sockets: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, written = BrokerClient("broker.invalid"), asyncio.Event()

    def write() -> None:
        client._on_socket_unregister_write(client._client, None, sockets[0])
        written.set()

    monkeypatch.setattr(client._client, "loop_write", write)
    client._on_socket_register_write(client._client, None, sockets[0])
    await asyncio.wait_for(written.wait(), 10)


async def test_a_connection_that_breaks_while_writing_is_lost(
    sockets: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = BrokerClient("broker.invalid")

    def write() -> Any:
        client._on_socket_unregister_write(client._client, None, sockets[0])
        raise BrokenPipeError

    monkeypatch.setattr(client._client, "loop_write", write)
    client._on_socket_register_write(client._client, None, sockets[0])
    with pytest.raises(BrokenPipeError):
        await asyncio.wait_for(client._disconnected, 10)
