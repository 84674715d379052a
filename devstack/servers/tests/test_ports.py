"""Ports that are given to servers of tests."""

import socket
import subprocess
import sys
from contextlib import closing

import pytest

from devstack.servers.ports import LOOPBACK, free_port, free_ports, is_free

_BIND = """
import socket, sys
probe = socket.socket()
probe.bind(("127.0.0.1", int(sys.argv[1])))
"""


def _listen(port: int) -> socket.socket:
    return socket.create_server((LOOPBACK, port))


def test_a_server_can_listen_on_a_port_that_was_given_and_listen_again() -> None:
    port = free_port()
    for _ in range(2):
        with closing(_listen(port)) as server, socket.create_connection((LOOPBACK, port)) as client:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"x")
                assert client.recv(1) == b"x"
    assert is_free(port)


def test_no_port_is_given_twice_before_its_server_may_listen() -> None:
    ports = [free_port() for _ in range(300)]
    assert len(set(ports)) == len(ports), "by chance alone some five would be"


def test_only_one_server_can() -> None:
    port = free_port()
    with closing(_listen(port)):
        assert not is_free(port)
        with pytest.raises(OSError, match="in use"):
            _listen(port)


def test_a_port_that_was_given_is_not_given_by_another_process() -> None:
    """While its server does not listen: before it starts, and while it starts again."""
    port = free_port()
    taken = subprocess.run(
        [sys.executable, "-c", _BIND, str(port)], capture_output=True, text=True, check=False
    )
    assert "in use" in taken.stderr


def test_a_row_is_held_as_well() -> None:
    first = free_ports(3)
    assert all(is_free(port) for port in range(first, first + 3))
    assert free_ports(3) != first
    with pytest.raises(OSError, match="in use"), socket.socket() as probe:
        probe.bind((LOOPBACK, first + 2))
