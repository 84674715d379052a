"""What a thread may connect to."""

import socket
import threading
from collections.abc import Iterator
from ipaddress import ip_network

import pytest
import requests

from libs.chassis.outward_sockets import ForbiddenSocketError, only_outward


@pytest.fixture
def port() -> Iterator[int]:
    """Something that listens on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_thread_that_asks_does_not_reach_the_machine(port: int) -> None:
    with only_outward():
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(ForbiddenSocketError):
                socket.create_connection((host, port))
        datagrams = socket.socket(type=socket.SOCK_DGRAM)
        with datagrams, pytest.raises(ForbiddenSocketError):
            datagrams.sendto(b"hello", ("127.0.0.1", port))
        with socket.socket(socket.AF_UNIX) as local, pytest.raises(ForbiddenSocketError):
            local.connect("/run/some.sock")


def test_afterwards_and_elsewhere_it_does(port: int) -> None:
    reached: list[int] = []

    def other() -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            reached.append(connection.getpeername()[1])

    with only_outward():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    other()
    assert reached == [port, port]


def test_an_allowed_network_is_reached(port: int) -> None:
    with only_outward([ip_network("127.0.0.0/8")]):
        socket.create_connection(("127.0.0.1", port)).close()
        with pytest.raises(ForbiddenSocketError), only_outward():
            socket.create_connection(("127.0.0.1", port))
        socket.create_connection(("127.0.0.1", port)).close()


def test_a_library_of_others_is_judged_too(port: int) -> None:
    with only_outward(), pytest.raises(requests.ConnectionError, match="not on the Internet"):
        requests.post(f"http://127.0.0.1:{port}/", timeout=5)
