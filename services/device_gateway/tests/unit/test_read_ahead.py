"""One large read: the readings go one way, the rest to the reader in its small pieces."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from services.device_gateway.inbound.mqtt_packets import Publish, publish_qos_0
from services.device_gateway.inbound.packet_splitter import BrokenPacketError, PacketSplitter
from services.device_gateway.inbound.read_ahead import ReadAhead

_PINGRESP = b"\xd0\x00"
_SUBACK = b"\x90\x03\x00\x01\x01"


@dataclass
class Ends:
    far: socket.socket
    near: ReadAhead
    arrived: list[Publish] = field(default_factory=list)


@pytest.fixture
def ends() -> Iterator[Ends]:
    listener = socket.create_server(("127.0.0.1", 0))
    far = socket.create_connection(listener.getsockname())
    near, _ = listener.accept()
    listener.close()
    arrived: list[Publish] = []
    splitter = PacketSplitter(is_version_5=False, payload_kept_bytes=16)
    ahead = ReadAhead(near, splitter, arrived.extend)
    yield Ends(far, ahead, arrived)
    far.close()
    ahead.close()


def test_pieces_of_one_read(ends: Ends) -> None:
    ends.far.sendall(_SUBACK + publish_qos_0("t", b"1", is_version_5=False) + _PINGRESP)
    assert ends.near.recv(1) == b"\x90"
    assert ends.near.pending() == 6
    assert ends.near.recv(2) == b"\x03\x00"
    assert ends.near.recv(100) == b"\x01\x01" + _PINGRESP
    assert ends.near.pending() == 0
    assert ends.arrived == [Publish("t", b"1", 1, 0)]


def test_network_is_read_once_an_event(ends: Ends) -> None:
    ends.near.setblocking(True)
    ends.far.sendall(_PINGRESP)
    assert ends.near.recv(2) == _PINGRESP
    ends.far.sendall(_SUBACK)
    with pytest.raises(BlockingIOError):
        ends.near.recv(1)
    assert ends.near.pending() == 0  # the reader ends the event
    assert ends.near.recv(2) == _SUBACK[:2]


def test_readings_alone_leave_the_reader_nothing(ends: Ends) -> None:
    ends.far.sendall(publish_qos_0("t", b"1", is_version_5=False))
    with pytest.raises(BlockingIOError):
        ends.near.recv(1)
    assert ends.near.pending() == 0
    assert len(ends.arrived) == 1


def test_nothing_there(ends: Ends) -> None:
    ends.near.setblocking(False)
    with pytest.raises(BlockingIOError):
        ends.near.recv(1)


def test_end_of_stream(ends: Ends) -> None:
    ends.far.close()
    assert ends.near.recv(1) == b""
    assert ends.near.fileno() > 0


def test_what_is_not_mqtt_is_a_broken_connection(ends: Ends) -> None:
    """An OSError, which is what a reader of sockets expects."""
    ends.far.sendall(b"\x30\x01\x00")
    with pytest.raises(BrokenPacketError):
        ends.near.recv(1)
    assert issubclass(BrokenPacketError, OSError)
