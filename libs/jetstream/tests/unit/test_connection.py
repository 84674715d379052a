"""A command ends where a service would wait."""

import pytest

from libs.chassis.commands import CommandFailedError
from libs.jetstream import connection
from libs.jetstream.connection import NATS_URL_VARIABLE, operators_bus


@pytest.fixture(autouse=True)
def _logs_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command sets up is the process's, and others' tests run in it."""
    monkeypatch.setattr(connection, "configure_telemetry", lambda **_: None)


async def _connect() -> None:
    async with operators_bus("test"):
        raise AssertionError("nobody is there")


async def test_a_server_that_stays_away_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_CONNECT_S", 0.1)
    monkeypatch.setenv(NATS_URL_VARIABLE, "nats://127.0.0.1:1")

    with pytest.raises(CommandFailedError, match="TimeoutError"):
        await _connect()


async def test_a_wrong_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NATS_URL_VARIABLE, "nats:4222")

    with pytest.raises(CommandFailedError, match=NATS_URL_VARIABLE):
        await _connect()
