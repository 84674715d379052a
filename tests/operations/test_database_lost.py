"""Postgres is lost, or wrecked by a mistake: the runbook brings it back, the bus what came since.

NF4; the commands are those of docs/runbooks/backup-and-restore.md.
"""

import asyncio
import shutil
import time
from typing import Any, Final

import asyncpg
import pytest

from devstack.supervisor.stack import SERVICES
from tests.figures import Figures
from tests.operations.day import BEFORE_THE_SUN, Day, a_day
from tests.operations.runbook import PAGE, Runbook

_EVERYBODY_IS_TOLD: Final = 9
_MISTAKE: Final = "truncate energy.reading, energy.quarter_hour, community.facility cascade"


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_the_database_is_lost_and_its_last_dump_restored(
    request: pytest.FixtureRequest, figures: Figures
) -> None:
    async with a_day(request) as day:
        runbook = await asyncio.to_thread(Runbook, PAGE, day.stack)
        await day.let_the_latecomer_in()
        await day.play_until(BEFORE_THE_SUN)
        await runbook.run("dump")
        await runbook.run("keys")
        await runbook.run("streams")
        # Readings that no dump has; the bus keeps them.
        await day.play_until(BEFORE_THE_SUN + 2)
        await day.booked()

        began_s = time.monotonic()
        await day.stop(*SERVICES)
        await day.stop("postgres")
        await asyncio.to_thread(shutil.rmtree, day.stack.postgres.data_folder)
        await asyncio.to_thread(shutil.rmtree, day.stack.certificates.folder)
        day.measure_next()  # devices go on; nobody takes it
        await day.start("postgres")
        await runbook.run("restore-dump")
        await runbook.run("restore-keys")
        restored_s = time.monotonic() - began_s
        await _rewound_and_started(day, runbook)
        served_s = time.monotonic() - began_s
        await day.acknowledged()
        await day.booked()
        booked_s = time.monotonic() - began_s
        await day.play_until()
        await day.adds_up()
    figures.add(
        f"Postgres lost, dump restored after {restored_s:.1f} s, services ready after "
        f"{served_s:.1f} s, readings since the dump booked again after {booked_s:.1f} s"
    )


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_the_database_goes_back_to_the_moment_before_a_mistake(
    request: pytest.FixtureRequest, figures: Figures
) -> None:
    async with a_day(request) as day:
        runbook = await asyncio.to_thread(Runbook, PAGE, day.stack)
        await runbook.run("archive")
        await day.stop("postgres")
        await day.start("postgres")
        await runbook.run("base", as_postgres=True)
        # What the base backup does not have, the archived log does.
        await day.let_the_latecomer_in()
        await day.play_until(_EVERYBODY_IS_TOLD)
        await day.booked()
        moment = await _ask(day, "select clock_timestamp()::text")
        await _ask(day, _MISTAKE)
        day.measure_next()  # accepted, and booked into the wreck
        await day.acknowledged()

        began_s = time.monotonic()
        await day.stop(*SERVICES)
        await day.stop("postgres")
        await runbook.run("restore-moment", as_postgres=True, more={"MOMENT": moment})
        await day.start("postgres")
        await runbook.run("promoted")
        restored_s = time.monotonic() - began_s
        await _rewound_and_started(day, runbook)
        served_s = time.monotonic() - began_s
        await day.play_until()
        await day.adds_up()
    figures.add(
        f"Postgres restored to a moment after {restored_s:.1f} s, "
        f"services ready after {served_s:.1f} s"
    )


async def _rewound_and_started(day: Day, runbook: Runbook) -> None:
    """From a restored database to services that are ready, in the runbook's order."""
    await runbook.run("rewind")
    await day.start("user", "community")
    await runbook.run("told")
    await day.start("energy", "engagement", "device_gateway")


async def _ask(day: Day, statement: str) -> Any:
    connection = await asyncpg.connect(day.stack.database_dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()
