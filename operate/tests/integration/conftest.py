"""A bus with all streams, and the command line on it."""

import pytest

from libs.chassis.bus_connection import connect_bus
from libs.chassis.testing.database import blocking
from libs.jetstream.declare import declare
from operate.tests.conftest import Meriggio


@pytest.fixture
def at_bus(nats_url: str, meriggio: Meriggio, monkeypatch: pytest.MonkeyPatch) -> Meriggio:
    """The command line on a bus with all streams and durable readers."""

    async def make() -> None:
        async with connect_bus(nats_url, name="test") as bus:
            await declare(bus)

    blocking(make())
    monkeypatch.setenv("MERIGGIO_NATS_URL", nats_url)
    return meriggio
