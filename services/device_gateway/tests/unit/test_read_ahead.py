"""One large read: the readings go one way, the rest to the socket's reader in its small pieces."""

import select
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from libs.chassis.tls import client_context
from services.device_gateway.inbound.mqtt.packet_splitter import BrokenPacketError, PacketSplitter
from services.device_gateway.inbound.mqtt.packets import Publish, publish_qos_0
from services.device_gateway.inbound.mqtt.read_ahead import ReadAhead
from services.device_gateway.tests.integration.broker.certificates import Office

_PINGRESP = b"\xd0\x00"
_SUBACK = b"\x90\x03\x00\x01\x01"


@dataclass(frozen=True)
class Ends:
    far: socket.socket
    near: ReadAhead


def _connected() -> tuple[socket.socket, socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        far = socket.create_connection(listener.getsockname())
        near, _ = listener.accept()
    return far, near


@pytest.fixture
def ends() -> Iterator[Ends]:
    far, near = _connected()
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


@pytest.fixture
def secured(tmp_path: Path) -> Iterator[Ends]:
    """TLS from both sides, after the handshake."""
    office = Office(tmp_path / "servers", "Servers")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(office.server(["broker"]).path)
    far, near = _connected()
    with ThreadPoolExecutor(1) as other:
        accepting = other.submit(context.wrap_socket, far, server_side=True)
        trusting = client_context(ssl.SSLContext, authority=office.certificate)
        connection = trusting.wrap_socket(near, server_hostname="broker")
        accepted = accepting.result(timeout=10)
    connection.setblocking(False)
    ahead = ReadAhead(connection, PacketSplitter(is_version_5=False, payload_kept_bytes=16))
    yield Ends(accepted, ahead)
    accepted.close()
    ahead.close()


def _read_all(near: ReadAhead, count: int) -> tuple[list[Publish], int]:
    """So many packets, and how many reads they took."""
    read: list[Publish] = []
    reads, is_more_likely = 0, False
    while len(read) < count:
        if not is_more_likely:
            assert select.select([near], [], [], 10)[0], f"{len(read)} of {count}, and no more"
        publishes, is_more_likely = near.read()
        read += publishes
        reads += 1
    return read, reads


def test_of_tls_many_records_are_one_read(secured: Ends) -> None:
    for number in range(1_000):
        secured.far.sendall(publish_qos_0("t", b"%d" % number, is_version_5=False))
    publishes, reads = _read_all(secured.near, 1_000)
    assert [one.payload for one in publishes] == [b"%d" % number for number in range(1_000)]
    assert reads < 100
    assert secured.near.read() == ([], False)
    assert not secured.near.pending()


def test_of_tls_a_record_that_was_read_in_part_is_not_forgotten(secured: Ends) -> None:
    """What is left of it makes the socket no more readable."""
    secured.far.sendall(publish_qos_0("t", b"x" * 1_000, is_version_5=False) * 100)
    publishes, _ = _read_all(secured.near, 100)
    assert len(publishes) == 100


def test_of_tls_the_end_comes_after_what_came_before(secured: Ends) -> None:
    secured.far.sendall(publish_qos_0("t", b"last", is_version_5=False) + _PINGRESP)
    secured.far.close()
    ((last,), _) = _read_all(secured.near, 1)
    assert last.payload == b"last"
    if not secured.near.pending():
        secured.near.read()
    assert secured.near.recv(100) == _PINGRESP
    with pytest.raises(ConnectionError):
        secured.near.recv(1)


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
