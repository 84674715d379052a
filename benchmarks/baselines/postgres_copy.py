"""asyncpg's COPY puts the same rows into a table like the books': no duplicates, no energy."""

import os
from pathlib import Path
from typing import Any, Final

import asyncpg

from benchmarks.baselines.alone import alone
from benchmarks.baselines.timing import Stopwatch
from benchmarks.communities import DEVICE_PREFIX
from benchmarks.results import Baseline
from devstack.supervisor.stack import Stack

NAME: Final = "asyncpg COPY of the rows"
_BATCH_ROWS: Final = 1_000
"""More than energy stores in one transaction at the rates of this benchmark."""
_COLUMNS: Final = (
    "device_id", "measured_at", "facility_id", "power_mw", "received_at", "sequence",
    "import_uj", "export_uj",
)  # fmt: skip
_ROWS: Final = f"""
select {", ".join(_COLUMNS)} from energy.reading
where device_id like '{DEVICE_PREFIX}%' order by received_at limit $1
"""  # noqa: S608  only constants are put in


async def copy_rows(stack: Stack, folder: Path, *, messages: int) -> Baseline:
    """The rate of COPY, a transaction a batch. Raises ServerError, asyncpg.PostgresError."""
    async with alone(stack.postgres, folder) as process:
        connection: Any = await asyncpg.connect(stack.database_dsn)
        try:
            rows = [tuple(row) for row in await connection.fetch(_ROWS, messages)]
            await connection.execute(
                "create table public.benchmark_reading (like energy.reading including all)"
            )
            await connection.execute("checkpoint")
            with Stopwatch({"postgres": process.pid, "asyncpg": os.getpid()}) as watch:
                for start in range(0, len(rows), _BATCH_ROWS):
                    await connection.copy_records_to_table(
                        "benchmark_reading",
                        schema_name="public",
                        records=rows[start : start + _BATCH_ROWS],
                        columns=_COLUMNS,
                    )
            await connection.execute("drop table public.benchmark_reading")
        finally:
            await connection.close()
    return watch.baseline(NAME, len(rows))
