"""Wrong codes of devices, on Postgres and on the twin."""

from typing import Any

import asyncpg

from services.community.outbound.memory.registry import MemoryRegistry
from services.community.outbound.memory.upkeep import MemoryUpkeep
from services.community.outbound.postgres.upkeep import PostgresUpkeep
from services.community.ports import RegistryUpkeep
from services.community.tests.contract.subject import Subject
from services.community.tests.samples import ANNA, BRUNO, BY_ANNA, at


async def test_wrong_codes_count_by_user_and_time_until_they_are_forgotten(
    subject: Subject, pool: "asyncpg.Pool[Any]"
) -> None:
    registry = subject.registry
    upkeep: RegistryUpkeep = PostgresUpkeep(pool)
    if isinstance(registry, MemoryRegistry):
        upkeep = MemoryUpkeep(registry)
    for user, hours in ((ANNA, 1), (ANNA, 2), (ANNA, 2), (BRUNO, 2)):
        await registry.record_wrong_proof(user, at(hours))

    assert await registry.wrong_proofs(ANNA, since=at(0)) == 3
    assert await registry.wrong_proofs(ANNA, since=at(1)) == 2
    assert await upkeep.forget_wrong_proofs(made_until=at(2), limit=2) == 2
    assert (
        await registry.wrong_proofs(ANNA, since=at(0))
        + await registry.wrong_proofs(BRUNO, since=at(0))
        == 2
    )
    async with registry.transaction(BY_ANNA) as transaction:
        await transaction.forget_account(ANNA)
    assert await registry.wrong_proofs(ANNA, since=at(0)) == 0
