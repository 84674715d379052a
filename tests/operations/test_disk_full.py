"""The disk under Postgres, or under JetStream, is full while devices send: room is all it needs.

NF4. What the runbooks postgres.md and jetstream.md say of it was seen here.
"""

import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

import asyncpg
import pytest

from devstack.people.person import people_at
from devstack.servers.ports import free_ports
from devstack.supervisor import state
from devstack.supervisor.events import PartState
from devstack.supervisor.stack import PORT_COUNT, Stack, StackOptions, running_stack
from libs.chassis.testing.eventually import eventually
from tests.figures import Figures
from tests.operations.load import Load, under_load
from tests.operations.small_disk import filled, small_disk
from tests.village import Village, a_community, a_flat, a_home, a_user, a_village

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk"),
]
_DEVICES: Final = 10
_ROUNDS: Final = 20
_FROM_MEMORY: Final = ("engagement",)
"""What is answered without Postgres."""
_PATIENCE_S: Final = 120.0


async def test_the_tables_disk_is_full(figures: Figures, small: None) -> None:
    """Readings are accepted all along, and wait on the bus."""
    async with _on_a_small_disk("postgres", "260m") as (stack, village):
        async with under_load(stack, village, only=_FROM_MEMORY) as load:
            with filled(stack.folder / "postgres"):
                await _says(stack, "energy", "DiskFullError")
                await _rounds(load)
                await eventually(lambda: load.waiting < _DEVICES, timeout_s=_PATIENCE_S)
            began_s = time.monotonic()
        await _complete(stack, load)
    figures.add(f"Postgres' disk: complete {time.monotonic() - began_s:.1f} s after it had room")


async def test_the_logs_disk_is_full_and_postgres_ends(figures: Figures, small: None) -> None:
    """It cannot start before there is room; then it does, and nothing is missing."""
    async with _on_a_small_disk("postgres", "260m") as (stack, village):
        async with under_load(stack, village, only=_FROM_MEMORY) as load:
            with filled(stack.folder / "postgres"):
                await _needs_new_log(stack)
                part = stack.parts["postgres"]
                await eventually(lambda: part.state is PartState.FAILED, timeout_s=_PATIENCE_S)
                assert "xlogtemp" in part.process.last_lines(1_000)
                await _rounds(load)
                await eventually(lambda: load.waiting < _DEVICES, timeout_s=_PATIENCE_S)
            began_s = time.monotonic()
            await part.start()
        await _complete(stack, load)
    figures.add(f"Postgres' log: complete {time.monotonic() - began_s:.1f} s after it had room")


async def test_jetstreams_disk_is_full(figures: Figures, small: None) -> None:
    """Readings stay with their devices."""
    async with _on_a_small_disk("nats", "40m") as (stack, village):
        async with under_load(stack, village, only=_FROM_MEMORY) as load:
            with filled(stack.folder / "nats"):
                await _says(stack, "device_gateway", "readings_not_confirmed")
                await _rounds(load)
                assert load.waiting >= _ROUNDS * _DEVICES
            began_s = time.monotonic()
        await _complete(stack, load)
    figures.add(f"JetStream's disk: complete {time.monotonic() - began_s:.1f} s after it had room")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stack starts with less room than it asks people for."""
    monkeypatch.setattr(state, "require_room", lambda _: None)


@asynccontextmanager
async def _on_a_small_disk(part: str, size: str) -> AsyncIterator[tuple[Stack, Village]]:
    folder = _new_folder()
    try:
        with small_disk(folder / part, size=size):
            options = StackOptions(state_folder=folder, base_port=free_ports(PORT_COUNT))
            async with AsyncExitStack() as open_now:
                stack = await open_now.enter_async_context(running_stack(options))
                people = await open_now.enter_async_context(
                    people_at(stack.url, stack.mail_folder, stack.code_on_label)
                )
                owner = await a_user(people, "Olga")
                homes = [await a_home(owner, a_flat(f"Flat {n}")) for n in range(_DEVICES)]
                yield stack, await a_village(owner, a_community(), homes)
    finally:
        state.forget(folder)


def _new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="meriggio-system-"))
    folder.chmod(0o711)  # the database's user has to get through
    return folder


async def _says(stack: Stack, service: str, word: str) -> None:
    """Wait until the log has it."""
    log = stack.parts[service].process.log
    await eventually(lambda: word in log.read_text(), timeout_s=_PATIENCE_S)


async def _rounds(load: Load) -> None:
    """Wait until the devices have measured so often again."""
    wanted = load.readings_sent + _ROUNDS * _DEVICES
    await eventually(lambda: load.readings_sent >= wanted, timeout_s=_PATIENCE_S)


async def _needs_new_log(stack: Stack) -> None:
    """Have Postgres begin new segments until it has none left to use again."""
    try:
        connection = await asyncpg.connect(stack.database_dsn)
        while True:
            await connection.execute("select pg_logical_emit_message(false, 'drill', 'full')")
            await connection.execute("select pg_switch_wal()")
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        return


async def _complete(stack: Stack, load: Load) -> None:
    """Every reading is booked; nobody but the one whose disk it is was started again."""
    await eventually(lambda: load.is_booked(stack), timeout_s=_PATIENCE_S)
    assert [check for check in await load.checks(stack) if not check.passed] == []
    restarted = {name for name, part in stack.parts.items() if part.restarts}
    assert restarted <= {"postgres"}
