"""NF11: every replica learns within a second how devices stand, whatever happens in between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import asyncpg
import pytest

from libs.chassis.clock import RandomIds
from libs.chassis.lifecycle import Readiness, WorkerContext
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.identity.certificate import EndReason
from services.device_gateway.outbound.identity.postgres import PostgresIdentities
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.identity.standings_feed import StandingsFeed
from services.device_gateway.ports.standing import Standing
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.identity.world import Key, World

Pool = asyncpg.Pool


@dataclass
class Replica:
    """What one gateway knows."""

    standings: StandingsProjection = field(default_factory=StandingsProjection)
    cuts: list[tuple[str, datetime]] = field(default_factory=list)


@asynccontextmanager
async def _replica(pool: "Pool[Any]") -> AsyncIterator[Replica]:
    replica, stop, readiness = Replica(), asyncio.Event(), Readiness()
    feed = StandingsFeed(pool, replica.standings, lambda *cut: replica.cuts.append(cut))
    worker = feed.worker()
    task = asyncio.ensure_future(worker.run(WorkerContext(worker.name, stop, readiness)))
    await asyncio.wait_for(readiness.wait_for(worker.name), 10)
    try:
        yield replica
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


@pytest.fixture
def world(pool: "Pool[Any]") -> World:
    clock = FakeClock(NOW)
    return World(PostgresIdentities(pool, RandomIds(), clock), clock)


async def test_what_was_decided_before_and_after_the_start(world: World, pool: "Pool[Any]") -> None:
    await world.list_serials("MG-1", "MG-2", "MG-3")
    await world.provisioned("MG-1", Key())
    await world.revokes("MG-2")
    async with _replica(pool) as one, _replica(pool) as other:
        for replica in (one, other):
            assert replica.standings.of("MG-1") is Standing.PROVISIONED
            assert replica.standings.of("MG-2") is Standing.REVOKED
            assert replica.standings.of("MG-3") is None
            assert replica.cuts == [("MG-2", NOW)]
        world.clock.advance(seconds=1)
        await world.provisioned("MG-3", Key())
        await world.revokes("MG-1")
        await world.release_device("MG-2")
        for replica in (one, other):
            await eventually(partial(replica.standings.is_revoked, "MG-1"))
            await eventually(partial(_is_stranger, replica, "MG-2"))
            assert replica.standings.of("MG-3") is Standing.PROVISIONED
            assert ("MG-1", world.now()) in replica.cuts
            assert replica.standings.take_sighted() == {"MG-2"}


async def test_what_was_decided_early_and_committed_late(world: World, pool: "Pool[Any]") -> None:
    await world.list_serials("MG-1", "MG-2")
    async with _replica(pool) as replica:
        async with world.store.transaction() as slow:
            identity = await slow.identity_of("MG-1")
            assert identity is not None
            await slow.save(identity.revoke(EndReason.STOLEN, world.now()))
            await world.revokes("MG-2")
            await eventually(lambda: replica.standings.is_revoked("MG-2"))
            assert not replica.standings.is_revoked("MG-1")
        await eventually(lambda: replica.standings.is_revoked("MG-1"))


async def test_renewals_are_awaited_until_they_are_shown(world: World, pool: "Pool[Any]") -> None:
    await world.list_serials("MG-1")
    first = await world.provisioned("MG-1", Key())
    await world.allow_early_renewal("MG-1")
    second = await world.renewed("MG-1", Key())
    async with _replica(pool) as replica:
        assert replica.standings.is_awaited("MG-1", second.serial)
        assert not replica.standings.is_awaited("MG-1", first.serial)
        assert not replica.standings.is_awaited("MG-2", second.serial)
        await world.show("MG-1", second.serial)
        await eventually(lambda: not replica.standings.is_awaited("MG-1", second.serial))
        assert replica.cuts == []


async def test_the_end_of_a_certificate_in_use_cuts(world: World, pool: "Pool[Any]") -> None:
    """Once: the device stays, and comes back when it has another."""
    await world.list_serials("MG-1")
    await world.provisioned("MG-1", Key())
    async with _replica(pool) as replica:
        world.clock.advance(seconds=91 * 86_400)
        assert await world.end_lapsed() == 1
        await eventually(lambda: replica.cuts == [("MG-1", world.now())])
        assert replica.standings.of("MG-1") is Standing.PROVISIONED


async def test_a_lost_connection_loses_no_revocation(world: World, pool: "Pool[Any]") -> None:
    await world.list_serials("MG-1")
    async with _replica(pool) as replica:
        await pool.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
            " and query not like 'select pg_terminate%'"
        )
        await eventually(lambda: _revoked(world))
        await eventually(lambda: replica.standings.is_revoked("MG-1"))


def _is_stranger(replica: Replica, device_id: str) -> bool:
    return replica.standings.of(device_id) is None


async def _revoked(world: World) -> bool:
    """The pool may first find that its connections are gone."""
    try:
        await world.revokes("MG-1")
    except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, OSError):
        return False
    return True
