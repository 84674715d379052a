"""Many small reads from one large one."""

import socket
from collections.abc import Iterator

import pytest

from services.device_gateway.inbound.read_ahead import ReadAhead


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, ReadAhead]]:
    listener = socket.create_server(("127.0.0.1", 0))
    far = socket.create_connection(listener.getsockname())
    near, _ = listener.accept()
    listener.close()
    ahead = ReadAhead(near)
    yield far, ahead
    far.close()
    ahead.close()


def test_pieces_of_one_read(pair: tuple[socket.socket, ReadAhead]) -> None:
    far, ahead = pair
    far.sendall(b"abcdef")
    assert ahead.recv(1) == b"a"
    assert ahead.pending() == 5
    assert ahead.recv(2) == b"bc"
    assert ahead.recv(100) == b"def"
    assert ahead.pending() == 0


def test_network_is_read_once_an_event(pair: tuple[socket.socket, ReadAhead]) -> None:
    far, ahead = pair
    ahead.setblocking(True)
    far.sendall(b"ab")
    assert ahead.recv(2) == b"ab"
    far.sendall(b"cd")
    with pytest.raises(BlockingIOError):
        ahead.recv(1)
    assert ahead.pending() == 0  # the reader ends the event
    assert ahead.recv(2) == b"cd"


def test_nothing_there(pair: tuple[socket.socket, ReadAhead]) -> None:
    _, ahead = pair
    ahead.setblocking(False)
    with pytest.raises(BlockingIOError):
        ahead.recv(1)


def test_end_of_stream(pair: tuple[socket.socket, ReadAhead]) -> None:
    far, ahead = pair
    far.close()
    assert ahead.recv(1) == b""
    assert ahead.fileno() > 0
