"""FR2.4: once an account is gone, its id is in the trails only (ADR 0017)."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from libs.chassis.clock import RandomIds
from libs.chassis.seal import Seal
from libs.chassis.testing.fakes import FakeClock
from services.community.domain.device_proof import proof_of
from services.community.domain.errors import ProofWrongError
from services.community.domain.facility import FacilityRole
from services.community.domain.idempotency import IdempotencyKey
from services.community.outbound.people import PeopleDirectory
from services.community.outbound.postgres.registry import SCHEMA, PostgresRegistry
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    NOON,
    community_settings,
    facility_settings,
)
from services.community.usecases.use_cases import UseCases, use_cases_over

KEY = b"a key of thirty-two bytes, or so"
TRAILS = {"audit_entry"}
"""Ids that lead to nobody. (What the outbox has told it forgets within an hour.)"""


async def tables_with(pool: "asyncpg.Pool[Any]", user: UUID) -> set[str]:
    """Every table of the service in which the user's id stands anywhere."""
    names = [
        row["table_name"]
        for row in await pool.fetch(
            "select table_name from information_schema.tables where table_schema = $1", SCHEMA
        )
    ]
    found = set()
    for name in names:
        row_with_id = f'select exists (select from "{name}" each where each::text like $1)'
        if await pool.fetchval(row_with_id, f"%{user}%"):
            found.add(name)
    return found


async def leave_traces(ask: UseCases) -> None:
    """Anna does everything that is written down with her id."""
    key = IdempotencyKey("a key", b"fingerprint")
    mine = (await ask.create_facility(ANNA, facility_settings(), key)).facility_id
    shared = (await ask.create_facility(ANNA, facility_settings())).facility_id
    removed = (await ask.create_facility(ANNA, facility_settings())).facility_id
    for each in (shared, removed):
        await ask.grant_access(ANNA, each, BRUNO, FacilityRole.OWNER)
    await ask.remove_facility(ANNA, removed)
    hers = (await ask.create_community(ANNA, community_settings())).community_id
    dissolved = (await ask.create_community(ANNA, community_settings())).community_id
    his = (await ask.create_community(BRUNO, community_settings())).community_id
    his_removed = (await ask.create_community(BRUNO, community_settings())).community_id
    await ask.remove_community(ANNA, dissolved)
    brunos = (await ask.create_facility(BRUNO, facility_settings())).facility_id
    await ask.join_community(ANNA, his, shared, None)
    await ask.join_community(ANNA, hers, brunos, None)
    for each in (his, his_removed):
        other = (await ask.create_facility(ANNA, facility_settings())).facility_id
        for side in (ANNA, BRUNO):
            await ask.join_community(side, each, other, None)
        await ask.transfer_representation(BRUNO, each, ANNA)
    await ask.remove_community(BRUNO, his_removed)
    await ask.invite_user(ANNA, mine, "carla@example.org", FacilityRole.VIEWER)
    with pytest.raises(ProofWrongError):
        await ask.attach_device(ANNA, mine, "meter-1", None, proof_of("another meter", KEY))


async def test_the_id_of_a_deleted_user_stays_in_trails_only(pool: "asyncpg.Pool[Any]") -> None:
    people = PeopleDirectory(KEY)
    people.put(ANNA, email="anna@example.org", name="Anna Bianchi", locale="it")
    ask = use_cases_over(
        PostgresRegistry(pool, Seal(bytes(32))),
        FakeClock(NOON),
        RandomIds(),
        people=people,
        public_url="https://meriggio.example.org",
        device_proof_key=KEY,
    )
    await leave_traces(ask)
    before = await tables_with(pool, ANNA)
    assert before == TRAILS | {
        "community",
        "facility_access",
        "invitation",
        "invitation_mail",
        "keyed_creation",
        "membership_offer",
        "proof_attempt",
        "removed_access",
    }

    await ask.remove_account(ANNA)
    first = await tables_with(pool, ANNA)
    told = await pool.fetchval("select count(*) from outbox")
    await ask.remove_account(ANNA)

    assert first == await tables_with(pool, ANNA) == TRAILS
    assert await pool.fetchval("select count(*) from outbox") == told, "again nothing happens"
    assert await pool.fetchval("select count(*) from outgoing_mail") == 0
    trail = await pool.fetchval("select string_agg(each::text, '') from audit_entry each")
    assert "Bianchi" not in trail
    assert "example.org" not in trail
