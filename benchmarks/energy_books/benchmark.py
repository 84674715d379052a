"""`--books`: the energy service alone; ingest on an empty database, the rest on the big store."""

import os
import shutil
from pathlib import Path
from typing import Final

import asyncpg

from benchmarks.api.plan import Member
from benchmarks.api.scenario import run_scenario
from benchmarks.energy_books.days import fill_days
from benchmarks.energy_books.ingest import measure_ingest
from benchmarks.energy_books.plan import YEAR, BooksPlan
from benchmarks.energy_books.reading import measure_reading
from benchmarks.energy_books.recompute import measure_recomputing
from benchmarks.energy_books.registry import states
from benchmarks.energy_books.results import BooksResults, Read, Store
from benchmarks.energy_books.servers import EnergyServers
from benchmarks.energy_books.store import make_store
from benchmarks.machine import this_machine
from benchmarks.measurement import Say
from benchmarks.options import Options
from benchmarks.results import RequestLoad
from benchmarks.servers import running_servers
from devstack.supervisor import state
from devstack.supervisor.events import StackError
from libs.contracts.codec import encode

_LOCUSTFILE: Final = Path(__file__).with_name("locustfile.py")
_BYTES_A_READING: Final = 200
"""With its index, its part of a quarter-hour and what Postgres writes meanwhile."""
_BYTES_A_QUARTER: Final = 250
_QUARTERS_A_YEAR: Final = 35_040
_MEMBERS: Final = 50
_TOKEN_S: Final = 3_600.0


async def run_books_benchmark(options: Options, *, say: Say) -> BooksResults:
    """Measure on servers with no past, and forget them.

    Raises StackError, ServerError, ScenarioError, LoadError, ProfileError.
    """
    load_average = os.getloadavg()[0]
    plan = options.books_plan()
    state.forget(options.state_folder)
    try:
        with state.claimed(options.state_folder):
            _require_room(options.state_folder, plan)
            async with running_servers(
                options.state_folder, options.base_port, EnergyServers
            ) as servers:
                settings = await servers.postgres_settings()
                ingests = await measure_ingest(servers, plan, options.profile_folder, say)
                async with servers.database("books") as dsn:
                    store = await _store(dsn, plan, say)
                    filled = await fill_days(dsn, plan, say)
                    reads, scenario = await _served(servers, dsn, plan, say)
                    recomputed = await measure_recomputing(dsn, plan, say)
    finally:
        state.forget(options.state_folder)
    return BooksResults(
        machine=this_machine(load_average, "none"),
        postgres=settings,
        ingests=ingests,
        store=store,
        filled=filled,
        reads=reads,
        scenario=scenario,
        recomputed=recomputed,
    )


def _require_room(folder: Path, plan: BooksPlan) -> None:
    """Raises StackError when the disk is too small for the store."""
    needed = plan.stored * _BYTES_A_READING + plan.facilities * _QUARTERS_A_YEAR * _BYTES_A_QUARTER
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StackError(
            f"{plan.stored:,} readings need about {needed / 1e9:.0f} GB in {folder}, "
            f"{free / 1e9:.0f} GB are free: fewer --readings, or another --state"
        )


async def _store(dsn: str, plan: BooksPlan, say: Say) -> Store:
    connection = await asyncpg.connect(dsn)
    try:
        return await make_store(connection, plan, say)
    finally:
        await connection.close()


async def _served(
    servers: EnergyServers, dsn: str, plan: BooksPlan, say: Say
) -> tuple[list[Read], RequestLoad]:
    """What the running service answers."""
    async with servers.bus() as bus:
        for subject, event in states(plan.communities(), YEAR.end):
            await bus.publish(subject, encode(event), message_id=subject)
        async with servers.energy(dsn):
            reads = await measure_reading(servers, plan, say)
            say(f"10 to 50 users at work for {plan.scenario_s:.0f} s")
            scenario = await run_scenario(
                servers.service_url,
                _members(servers, plan),
                servers.folder,
                seconds=plan.scenario_s,
                locustfile=_LOCUSTFILE,
            )
    return reads, scenario


def _members(servers: EnergyServers, plan: BooksPlan) -> list[Member]:
    """Fifty, of all communities."""
    everybody = [
        (community, member) for community in plan.communities() for member in community.members
    ]
    some = everybody[:: max(1, len(everybody) // _MEMBERS)][:_MEMBERS]
    return [
        Member(
            servers.issuer.token(member.user_id, expires_in_s=_TOKEN_S),
            str(member.facility_id),
            str(community.community_id),
        )
        for community, member in some
    ]
