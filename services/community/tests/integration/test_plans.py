"""The twelve access patterns of section 5 are answered by an index, whatever the plan."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.community.outbound import postgres_audit, sql
from services.community.tests.samples import NOON

FACILITY, COMMUNITY, USER = UUID(int=7), UUID(int=3), UUID(int=7)
FROM_NAME, FROM_TIME = ("", UUID(int=0)), (NOON, UUID(int=0))
FILL = f"""
insert into community
select lpad(to_hex(n), 32, '0')::uuid, 1, '{NOON}', null, lpad(to_hex(n), 32, '0')::uuid,
       'Community ' || n, 'AC' || n, 'NORD', 1000, 0.5, 600, 14400
from generate_series(1, 5000) n;
insert into facility
select lpad(to_hex(n), 32, '0')::uuid, 1, '{NOON}', null, 'Facility ' || n, 'Marche', 'AC',
       'consumer', 'GEMIS', 1, 3000, 0, null, true, 0
from generate_series(1, 5000) n;
insert into facility_access
select lpad(to_hex(n), 32, '0')::uuid, lpad(to_hex(n / 2), 32, '0')::uuid, 'owner'
from generate_series(1, 5000) n;
insert into device_interval
select lpad(to_hex(n), 32, '0')::uuid, p, 'meter-' || n, 1,
       '{NOON}'::timestamptz + p * '1 h'::interval,
       case p when 0 then '{NOON}'::timestamptz + '1 h'::interval end
from generate_series(1, 5000) n, generate_series(0, 1) p;
insert into membership_interval
select lpad(to_hex(n), 32, '0')::uuid, 0, lpad(to_hex(n % 5000 + 1), 32, '0')::uuid, '{NOON}'
from generate_series(1, 5000) n;
insert into membership_offer
select lpad(to_hex(c), 32, '0')::uuid, lpad(to_hex(n), 32, '0')::uuid, 'request',
       lpad(to_hex(n), 32, '0')::uuid, '{NOON}', null
from generate_series(1, 2000) n, generate_series(1, 2) c;
insert into audit_entry (entity_id, changed_at, changed_by, action)
select lpad(to_hex(n % 500), 32, '0')::uuid, '{NOON}', null, 'change_facility'
from generate_series(1, 5000) n;
insert into keyed_creation
select lpad(to_hex(n), 32, '0')::uuid, 'key-' || n, 'x', lpad(to_hex(n), 32, '0')::uuid, '{NOON}'
from generate_series(1, 5000) n;
analyze;
"""
STATEMENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "facility by id, with device and community": (sql.FACILITY_SEEN, (FACILITY, USER)),
    "role of a user in a facility": (sql.FACILITY_ACCESS, (FACILITY, USER)),
    "users by facility": (sql.USERS_OF_FACILITY, (FACILITY,)),
    "facilities by user": (sql.FACILITIES_OF_USER, (USER, *FROM_NAME, 500, "")),
    "community by facility": (sql.FACILITY_COMMUNITY, (FACILITY,)),
    "community by id": (sql.COMMUNITY_SEEN, (USER, COMMUNITY)),
    "role of a user in a community": (sql.COMMUNITY_ACCESS, (USER, COMMUNITY)),
    "all communities": (sql.COMMUNITIES, (*FROM_NAME, 20, "", "")),
    "communities by substation": (
        sql.COMMUNITIES_UNDER_SUBSTATION,
        (*FROM_NAME, 20, "", "", "AC7"),
    ),
    "communities by user": (sql.COMMUNITIES_OF_USER, (USER, *FROM_NAME, 500)),
    "facilities by community": (sql.FACILITIES_OF_COMMUNITY, (COMMUNITY, *FROM_TIME, 500)),
    "does a user own a member": (sql.OWNS_MEMBER_FACILITY, (COMMUNITY, USER)),
    "connection points by community": (sql.POINTS_OF_COMMUNITY, (COMMUNITY,)),
    "devices by community": (sql.DEVICES_OF_COMMUNITY, (COMMUNITY, "", 500)),
    "offers by community": (sql.OFFERS_OF_COMMUNITY, (COMMUNITY, *FROM_TIME, 500)),
    "offers by facility": (sql.OFFERS_OF_FACILITY, (FACILITY, *FROM_TIME, 500)),
    "trail of an entity": (postgres_audit.AUDIT_TRAIL, (FACILITY, 2**63 - 1, 500)),
    "what was created under a key": (sql.CREATION, (USER, "key-7")),
    "lock community": (sql.LOCK_COMMUNITY, (COMMUNITY,)),
    "lock members": (sql.LOCK_MEMBERS, (COMMUNITY,)),
    "where a device was": (sql.DEVICE_ELSEWHERE, ("meter-7", FACILITY)),
    "facilities owned": (sql.OWNED_FACILITIES, (USER,)),
    "communities represented": (sql.REPRESENTED_COMMUNITIES, (USER,)),
    "intervals": (sql.DEVICE_INTERVALS, ([FACILITY],)),
    "memberships": (sql.MEMBERSHIP_INTERVALS, ([FACILITY],)),
    "drop offers of a facility": (sql.DROP_OFFERS_OF_FACILITY, (FACILITY,)),
    "drop offers of a community": (sql.DROP_OFFERS_OF_COMMUNITY, (COMMUNITY,)),
}


@pytest.fixture
async def connection(pool: "asyncpg.Pool[Any]") -> AsyncIterator[Any]:
    async with pool.acquire() as connection:
        await connection.execute(FILL)
        yield connection


def scanned(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for child in plan.get("Plans", []):
        yield from scanned(child)


async def test_no_statement_scans_a_table(connection: "asyncpg.Connection[Any]") -> None:
    scans = {}
    for mode in ("force_custom_plan", "force_generic_plan"):
        await connection.execute(f"set plan_cache_mode = {mode}")
        for name, (statement, arguments) in STATEMENTS.items():
            answer = await connection.fetchval(f"explain (format json) {statement}", *arguments)
            found = list(scanned(json.loads(answer)[0]["Plan"]))
            if found:
                scans[mode, name] = found

    assert scans == {}
    assert list(scanned({"Node Type": "Seq Scan", "Relation Name": "facility"})) == ["facility"]
