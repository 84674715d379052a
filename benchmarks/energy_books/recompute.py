"""A year of shared energy and incentives of every community, in two processes at once."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from multiprocessing.connection import Connection
from typing import Final
from uuid import UUID

from benchmarks.child import Child, child_process
from benchmarks.energy_books.plan import YEAR, BooksPlan
from benchmarks.energy_books.registry import State, projection, states
from benchmarks.energy_books.results import Recomputed
from benchmarks.measurement import Say
from libs.chassis.clock import SystemClock
from libs.chassis.postgres import connect_pool
from services.energy.bootstrap import SCHEMA
from services.energy.domain.basis import Basis
from services.energy.domain.incentives.model import Model
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.outbound.registry import RegistryProjection
from services.energy.outbound.sharing.hourly import PostgresHourlyBooks
from services.energy.outbound.tariffs.postgres import PostgresPrices
from services.energy.outbound.tariffs.rule_files import load_rules
from services.energy.usecases.incentives.compute import ComputeIncentives

_PROCESSES: Final = 2
_CONNECTIONS: Final = 2


async def measure_recomputing(dsn: str, plan: BooksPlan, say: Say) -> Recomputed:
    """One process first, then both. Raises LoadError."""
    communities = plan.communities()
    ids = [community.community_id for community in communities]
    told = tuple(states(communities, YEAR.end))
    async with AsyncExitStack() as stack:
        children = [
            await stack.enter_async_context(
                child_process(_serve, dsn, told, name=f"recompute-{number}")
            )
            for number in range(_PROCESSES)
        ]
        say(f"a year of incentives of {len(ids)} communities, one after the other")
        alone_s = await _compute(children[0], ids)
        say(f"the same in {_PROCESSES} processes")
        started_at = time.perf_counter()
        await asyncio.gather(
            *(_compute(child, ids[number::_PROCESSES]) for number, child in enumerate(children))
        )
        together_s = time.perf_counter() - started_at
    return Recomputed(
        communities=len(ids),
        members=plan.facilities,
        hours=(YEAR.end - YEAR.start).days * 24,
        alone_s=alone_s,
        together_s=together_s,
        processes=_PROCESSES,
    )


async def _compute(child: Child, community_ids: Sequence[UUID]) -> list[float]:
    return await child.ask(list(community_ids), list)


def _serve(connection: Connection, dsn: str, told: tuple[State, ...]) -> None:
    """Seconds of each community of a question."""
    with asyncio.Runner() as runner:
        known = projection(told)
        while True:
            connection.send(runner.run(_took_s(dsn, known, connection.recv())))


async def _took_s(
    dsn: str, known: RegistryProjection, community_ids: Sequence[UUID]
) -> list[float]:
    async with connect_pool(dsn, schema=SCHEMA, max_connections=_CONNECTIONS) as pool:
        compute = ComputeIncentives(
            known,
            PostgresHourlyBooks(PostgresFacilityDays(pool, SystemClock())),
            PostgresPrices(pool),
            load_rules(),
            SystemClock(),
        )
        took_s = []
        for community_id in community_ids:
            started_at = time.perf_counter()
            await compute(community_id, YEAR, Basis.MEASURED, Model.TIP)
            took_s.append(time.perf_counter() - started_at)
    return took_s
