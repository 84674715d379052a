import asyncio
import sys

import pytest

from devstack.servers.ports import free_port
from devstack.servers.process import NotReadyError
from devstack.supervisor.service import ServiceServer
from libs.chassis.testing.tcp_stand_in import tcp_stand_in


def test_settings_become_the_services_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MERIGGIO_ENERGY_LOG_LEVEL", "debug")
    monkeypatch.setenv("MERIGGIO_ENERGY_HTTP_PORT", "1")
    launch = ServiceServer("energy", port=8103, settings={"batch_linger_s": 0.5}).prepare()
    assert launch.argv == (sys.executable, "-m", "services.energy")
    assert launch.env["MERIGGIO_ENERGY_HTTP_PORT"] == "8103"
    assert launch.env["MERIGGIO_ENERGY_BATCH_LINGER_S"] == "0.5"
    assert launch.env["MERIGGIO_ENERGY_LOG_LEVEL"] == "debug"  # a person's own wish stays


async def test_a_service_that_waits_says_for_what() -> None:
    answers = [
        b'HTTP/1.1 503 Service Unavailable\r\n\r\n{"waitingFor":["registry"]}',
        b'HTTP/1.1 200 OK\r\n\r\n{"status":"ready"}',
    ]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert (await reader.readline()).startswith(b"GET /health/ready ")
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answers.pop(0))

    service = ServiceServer("energy", port=free_port(), settings={})
    with pytest.raises(ConnectionRefusedError):
        await service.check()
    async with tcp_stand_in(answer, port=service.port):
        with pytest.raises(NotReadyError, match="registry"):
            await service.check()
        await service.check()
