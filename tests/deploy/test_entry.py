"""The entry and the probe of our images, run outside of one."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from devstack.servers.ports import LOOPBACK, free_port
from libs.chassis.testing.tcp_stand_in import tcp_stand_in
from tests.deploy.compose_file import REPOSITORY

IMAGES = REPOSITORY / "deploy" / "images"


async def run(script: str, *given: str, **env: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(IMAGES / script), *given),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)} | env,
        cwd=REPOSITORY,
        stdout=PIPE,
        stderr=PIPE,
    )
    out, error = await process.communicate()
    return process.returncode, (out + error).decode()


@pytest.fixture
def module(tmp_path: Path) -> str:
    """Prints what an entry has prepared."""
    (tmp_path / "printed.py").write_text(
        "import os, sys\n"
        "print(sys.argv[1:], {k: v for k, v in os.environ.items() if k.startswith('MERIGGIO_X')})\n"
    )
    return str(tmp_path)


async def test_a_setting_may_be_a_file_and_a_variable_goes_before(
    tmp_path: Path, module: str
) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    for name, content in (("MERIGGIO_X_KEY", "of a file\n"), ("MERIGGIO_X_URL", "of a file")):
        (secrets / name).write_text(content)
    (secrets / "another-secret").write_text("no setting")

    code, told = await run(
        "entry.py",
        *("--option", "word"),
        PYTHONPATH=module,
        MERIGGIO_MODULE="printed",
        MERIGGIO_SETTINGS_FOLDER=str(secrets),
        MERIGGIO_X_URL="of a variable",
    )

    assert code == 0, told
    assert told.startswith("['--option', 'word'] ")
    assert "'MERIGGIO_X_KEY': 'of a file'" in told
    assert "'MERIGGIO_X_URL': 'of a variable'" in told


async def test_a_services_command_runs_without_its_settings() -> None:
    code, told = await run(
        "entry.py",
        *("operator-token", "--help"),
        MERIGGIO_MODULE="services.energy",
        MERIGGIO_PROBED_PORT="8080",
        MERIGGIO_SETTINGS_FOLDER="/nowhere",
    )

    assert code == 0, told


@pytest.mark.parametrize(("status", "code"), [("200 OK", 0), ("503 Service Unavailable", 1)])
async def test_the_probe_says_whether_the_answer_is_200(status: str, code: int) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        assert request.startswith(b"GET /health/ready HTTP/1.0\r\n")
        writer.write(f"HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n".encode())

    port = free_port()
    async with tcp_stand_in(answer, port=port):
        found, told = await _probe(port)

    assert (found, status in told) == (code, code == 1)


async def test_the_probe_says_that_nobody_answers() -> None:
    code, told = await _probe(free_port())

    assert code == 1
    assert "refused" in told.lower()


async def test_the_probe_looks_for_a_process(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    for pid, code in ((os.getpid(), 0), (2**22 - 3, 1)):
        file.write_text(f"{pid}\n")
        assert (await run("probe.py", "--process", str(file)))[0] == code
    file.unlink()
    assert (await run("probe.py", "--process", str(file)))[0] == 1


async def _probe(port: int) -> tuple[int | None, str]:
    return await run(
        "probe.py", MERIGGIO_PROBED_PATH="/health/ready", MERIGGIO_PROBED_PORT=str(port)
    )


def test_the_probe_asks_loopback() -> None:
    assert LOOPBACK in (IMAGES / "probe.py").read_text()
