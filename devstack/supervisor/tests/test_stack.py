"""The stack's own servers, real, without the services."""

import asyncio
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import asyncpg
import httpx
import nats
import pytest

from devstack.pytest_servers import NATS_AS_BROKER
from devstack.servers.mqtt import check_mqtt
from devstack.servers.ports import LOOPBACK, free_ports
from devstack.supervisor import state
from devstack.supervisor.databases import SCHEMAS, create_databases
from devstack.supervisor.events import StackError
from devstack.supervisor.secret import Secrets
from devstack.supervisor.stack import PORT_COUNT, StackOptions, running_stack


@pytest.fixture
def base_port() -> int:
    return free_ports(PORT_COUNT)


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="meriggio-stack-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.parametrize("mqtt", ["auto", NATS_AS_BROKER])
async def test_second_run_and_kills_keep_the_data(
    folder: Path, base_port: int, mqtt: Literal["auto", "nats"]
) -> None:
    options = StackOptions(
        state_folder=folder,
        base_port=base_port,
        services=(),
        durable=False,
        mqtt=mqtt,
    )
    async with running_stack(options) as stack:
        connection = await asyncpg.connect(stack.dsn_of("energy"))
        await connection.execute("create table energy.kept as select 42 as answer")
        await connection.close()
        for part in ("postgres", "nats", *({"mosquitto"} & set(stack.supervisor.parts))):
            stack.supervisor.kill(part)
        await stack.supervisor.wait_until_ready()
        await check_mqtt(stack.mqtt)
        client = await nats.connect(stack.nats.url)
        assert (await client.jetstream().account_info()).streams == 0
        await client.close()
    async with running_stack(options) as stack:
        connection = await asyncpg.connect(stack.dsn_of("energy"))
        assert await connection.fetchval("select answer from energy.kept") == 42
        await connection.close()
        async with httpx.AsyncClient(base_url=stack.url, verify=False) as http:
            assert "Meriggio" in (await http.get("/")).text
            assert (await http.get("/mail/")).status_code == 200
            assert (await http.get("/energy-data/facility/x")).status_code == 502
    state.forget(folder)
    assert not await asyncio.to_thread(folder.exists)


async def test_taken_ports_stop_the_start_before_anything_runs(
    folder: Path, base_port: int
) -> None:
    options = StackOptions(state_folder=folder, base_port=base_port, services=())
    with socket.create_server((LOOPBACK, base_port + 6)), pytest.raises(StackError, match="nats"):
        async with running_stack(options):
            pass
    assert not (folder / "postgres" / "data").exists()


async def test_a_service_sees_only_its_own_schema(database_dsn: str, tmp_path: Path) -> None:
    secrets = Secrets(tmp_path)
    passwords = {service: secrets.of_role(service) for service in SCHEMAS}
    for _ in range(2):  # the second time changes nothing
        await create_databases(database_dsn, database_dsn, passwords)
    role, database = "meriggio_energy", database_dsn.rsplit("/", 1)[1]
    place = database_dsn.rsplit("@", 1)[1].split("/", maxsplit=1)[0]
    connection = await asyncpg.connect(
        f"postgresql://{role}:{secrets.of_role('energy')}@{place}/{database}"
    )
    try:
        await connection.execute("create table energy.mine (id int)")
        for statement in (
            "create table public.ours (id int)",
            "create table community.theirs (id int)",
            "create schema more",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()
