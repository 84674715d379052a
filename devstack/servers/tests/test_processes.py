"""Servers keep what they acknowledged through kill -9 and say why they do not start."""

import os
import shutil
import signal
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import asyncpg
import nats
import pytest

from devstack.servers import leftovers, postgres, unprivileged
from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.mqtt import MosquittoServer
from devstack.servers.nats import NatsServer
from devstack.servers.ports import LOOPBACK, free_port, is_free
from devstack.servers.postgres import PostgresServer
from devstack.servers.process import Launch, ServerError, ServerProcess


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may traverse (pytest's own is private to its user)."""
    made = Path(tempfile.mkdtemp(prefix="meriggio-servers-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


async def execute(dsn: str, statement: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_postgres_keeps_commits_through_kill_9(folder: Path) -> None:
    server = PostgresServer(folder / "postgres")
    async with ServerProcess(server, log=folder / "postgres.log") as running:
        await execute(server.dsn, "create table kept as select 42 as answer")
        running.kill()
        assert not running.alive
        await running.start()
        assert await execute(server.dsn, "select answer from kept") == 42
    assert running.process.returncode == 0


async def test_a_second_start_uses_the_first_ones_data_and_password(folder: Path) -> None:
    port = free_port()
    for statement in ("create table first ()", "select 'first'::regclass"):
        server = PostgresServer(folder / "postgres", port=port)
        async with ServerProcess(server, log=folder / "postgres.log"):
            await execute(server.dsn, statement)


async def test_postgres_wants_the_password(folder: Path) -> None:
    server = PostgresServer(folder / "postgres", durable=False)
    async with ServerProcess(server, log=folder / "postgres.log"):
        with pytest.raises(asyncpg.InvalidPasswordError):
            await execute(server.dsn.replace(server.password, "guess"), "select 1")


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs a place others can reach")
async def test_as_root_in_a_private_folder_postgres_moves_to_the_twin(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = folder / "twin"
    monkeypatch.setattr(unprivileged, "twin_folder", lambda: twin)
    monkeypatch.setattr(postgres, "_runs", lambda *_: False)  # as with a private environment
    private = folder / "private"
    private.mkdir(mode=0o700)
    server = PostgresServer(private / "postgres", durable=False)
    async with ServerProcess(server, log=private / "postgres.log") as running:
        assert await execute(server.dsn, "select 1") == 1
        assert isinstance(running.process.args, Sequence)
        assert Path(str(running.process.args[0])).is_relative_to(twin)
    assert server.data_folder.is_relative_to(twin)
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    server.forget()
    assert not server.data_folder.exists()


async def test_jetstream_keeps_what_it_acknowledged_through_kill_9(folder: Path) -> None:
    server = NatsServer(folder / "nats")
    async with ServerProcess(server, log=folder / "nats.log") as running:
        client = await nats.connect(server.url)
        jetstream = client.jetstream()
        await jetstream.add_stream(name="KEPT", subjects=["kept"])
        for number in range(20):
            await jetstream.publish("kept", str(number).encode())
        await client.close()
        running.kill()
        await running.start()
        client = await nats.connect(server.url)
        info = await client.jetstream().stream_info("KEPT")
        await client.close()
        assert info.state.messages == 20


@pytest.mark.skipif(find_mosquitto() is None, reason="mosquitto is not installed")
async def test_mosquitto_starts_again_after_kill_9(folder: Path) -> None:
    server = MosquittoServer(folder / "mosquitto")
    async with ServerProcess(server, log=folder / "mosquitto.log") as running:
        running.kill()
        await running.start()
        assert running.alive


async def test_a_taken_port_is_told_with_the_servers_own_words(folder: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        assert not is_free(port)
        running = ServerProcess(NatsServer(folder / "nats", port=port), log=folder / "nats.log")
        with pytest.raises(ServerError, match="address already in use"):
            await running.start()
    assert is_free(port)


class Sleeper:
    """Runs until it is killed and never answers."""

    name = "sleeper"
    launches = 1
    stop_signal = signal.SIGTERM

    def prepare(self) -> Launch:
        return Launch(argv=(sys.executable, "-c", "import time; time.sleep(60)"))

    async def check(self) -> None:
        raise ConnectionRefusedError


async def test_a_server_that_never_answers_is_stopped(folder: Path) -> None:
    running = ServerProcess(Sleeper(), log=folder / "log")
    with pytest.raises(ServerError, match="does not answer"):
        await running.start(timeout_s=0.1)
    assert not running.alive


async def test_leftovers_of_a_dead_run_are_ended(folder: Path) -> None:
    left = folder / "run-1"
    left.mkdir()
    running = ServerProcess(Sleeper(), log=left / "log")
    await running.launch()
    leftovers.record(left, running.pid)
    leftovers.sweep(folder, "run-")
    assert not running.alive
    assert not left.exists()


async def test_a_living_owner_keeps_its_folder(folder: Path) -> None:
    kept = folder / "run-2"
    kept.mkdir()
    leftovers.record(kept, os.getpid(), owner=True)
    leftovers.sweep(folder, "run-")
    assert kept.exists()
