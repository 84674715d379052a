"""Fixtures and settings for every test."""

from collections.abc import Callable

import pytest
from hypothesis import settings

from devstack.servers.ports import free_port

pytest_plugins = [
    "devstack.pytest_servers",
    "devstack.pytest_processes",
    "devstack.devices.program.pytest_program",
]

# The same examples on every run, and as long as they take: a busy machine is no failure. The fast
# tests take few, the build runs each property once more with many times as many. To search further:
# make test ARGS="--hypothesis-profile=default --hypothesis-seed=random".
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=20)
settings.register_profile("thorough", settings.get_profile("repeatable"), max_examples=300)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def unused_tcp_port_factory() -> Callable[[], int]:
    """In place of pytest-asyncio's, whose ports a client's connection may get before the server."""
    return free_port


@pytest.fixture
def unused_tcp_port() -> int:
    """As above, one."""
    return free_port()
