"""One large read: the readings go one way, the rest to the socket's reader in its small pieces."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from services.device_gateway.inbound.mqtt.packet_splitter import BrokenPacketError, PacketSplitter
from services.device_gateway.inbound.mqtt.packets import Publish, publish_qos_0
from services.device_gateway.inbound.mqtt.read_ahead import ReadAhead

_PINGRESP = b"\xd0\x00"
_SUBACK = b"\x90\x03\x00\x01\x01"


@dataclass(frozen=True)
class Ends:
    far: socket.socket
    near: ReadAhead


@pytest.fixture
def ends() -> Iterator[Ends]:
    listener = socket.create_server(("127.0.0.1", 0))
    far = socket.create_connection(listener.getsockname())
    near, _ = listener.accept()
    listener.close()
    ahead = ReadAhead(near, PacketSplitter(is_version_5=False, payload_kept_bytes=16))
    yield Ends(far, ahead)
    far.close()
    ahead.close()


def test_readings_go_one_way_and_the_rest_the_other(ends: Ends) -> None:
    ends.far.sendall(_SUBACK + publish_qos_0("t", b"1", is_version_5=False) + _PINGRESP)
    assert ends.near.read() == ([Publish("t", b"1", 1, 0)], False)
    assert ends.near.pending()
    pieces = [ends.near.recv(1), ends.near.recv(2), ends.near.recv(100)]
    assert pieces == [b"\x90", b"\x03\x00", b"\x01\x01" + _PINGRESP]
    assert not ends.near.pending()
    with pytest.raises(BlockingIOError):
        ends.near.recv(1)


def test_the_rest_waits_for_its_reader(ends: Ends) -> None:
    for packet in (_SUBACK, _PINGRESP):
        ends.far.sendall(packet)
        ends.near.read()
    assert ends.near.recv(100) == _SUBACK + _PINGRESP


class FullConnection:
    """Gives as much as is asked for, once; then nothing yet."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream

    def setsockopt(self, *option: int) -> None:
        return

    def recv(self, size: int) -> bytes:
        if not self._stream:
            raise BlockingIOError
        piece, self._stream = self._stream[:size], self._stream[size:]
        return piece


def test_a_full_read_says_that_more_is_likely() -> None:
    stream = publish_qos_0("t", b"x" * 1_000, is_version_5=False) * 100
    splitter = PacketSplitter(is_version_5=False, payload_kept_bytes=16)
    ahead = ReadAhead(FullConnection(stream), splitter)  # type: ignore[arg-type]  # what it uses of a socket
    counts = [(len(publishes), more) for publishes, more in (ahead.read() for _ in range(3))]
    assert counts == [(65, True), (35, False), (0, False)]


def test_nothing_there(ends: Ends) -> None:
    ends.near.setblocking(False)
    assert ends.near.read() == ([], False)
    assert not ends.near.pending()


def test_the_end_is_told_to_the_sockets_reader_after_what_came_before(ends: Ends) -> None:
    ends.far.sendall(_PINGRESP)
    ends.far.close()
    for _ in range(2):
        assert ends.near.read() == ([], False)
    assert ends.near.recv(100) == _PINGRESP
    assert ends.near.pending()
    with pytest.raises(ConnectionError, match="closed by the broker"):
        ends.near.recv(1)


def test_what_is_not_mqtt_is_the_end_too(ends: Ends) -> None:
    ends.far.sendall(b"\x30\x01\x00")
    ends.near.read()
    with pytest.raises(BrokenPacketError):
        ends.near.recv(1)


def test_closed(ends: Ends) -> None:
    assert ends.near.is_open
    ends.near.close()
    assert not ends.near.is_open
