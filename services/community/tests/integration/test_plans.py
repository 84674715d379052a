"""The twelve access patterns of section 5 are answered by an index, whatever the plan."""

import re
from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from libs.chassis.testing.plans import scanned_tables
from services.community.outbound.postgres import audit, sql
from services.community.outbound.postgres.row_values import community_values, facility_values
from services.community.outbound.postgres.sql import (
    accounts,
    communities,
    creations,
    facilities,
    invitations,
    offers,
    proofs,
    removal,
    views,
)
from services.community.tests.samples import NOON, community, facility

FACILITY, COMMUNITY, USER = UUID(int=7), UUID(int=3), UUID(int=7)
FILL_TIMEOUT_S = 100
FROM_NAME, FROM_TIME = ("", UUID(int=0)), (NOON, UUID(int=0))
ID = "lpad(to_hex({}), 32, '0')::uuid"


def fill(size: int, group_size: int) -> str:
    """That many facilities of half as many users, in groups to a community, and all about them.

    In a transaction that is undone: the constraints on overlaps, which are no access paths, go
    first, for a row they check costs more than all its indexes.
    """
    n, half, group = ID.format("n"), ID.format("n / 2"), ID.format(f"n % {size // group_size} + 1")
    rows = f"from generate_series(1, {size}) n"
    return f"""
alter table device_interval drop constraint device_at_one_facility,
    drop constraint facility_with_one_device;
alter table membership_interval drop constraint facility_in_one_community;
insert into community
select {n}, 1, '{NOON}', null, {n}, 'Community ' || n, 'AC' || n, 'NORD', 1000, 0.5, 600, 14400
{rows};
insert into facility
select {n}, 1, '{NOON}', null, 'Facility ' || n, 'Marche', 'AC', 'consumer', 'GEMIS', 1, 3000, 0,
       null, true, 0
{rows};
insert into facility_access select {n}, {half}, 'owner' {rows};
insert into device_interval
select {n}, p, 'meter-' || n, 1, '{NOON}'::timestamptz + p * '1 h'::interval,
       case p when 0 then '{NOON}'::timestamptz + '1 h'::interval end
{rows}, generate_series(0, 1) p;
insert into former_facts
select {n}, 0, 'consumer', 'natural-person', 0, '2000-01-01Z', '{NOON}' {rows};
insert into membership_interval select {n}, 0, {group}, '{NOON}' {rows};
insert into membership_offer select {group}, {n}, 'request', {n}, '{NOON}', null {rows};
insert into audit_entry (entity_id, changed_at, changed_by, action)
select {group}, '{NOON}', null, 'change_facility' {rows};
insert into keyed_creation select {n}, 'key-' || n, 'x', {n}, '{NOON}' {rows};
insert into removed_access select {n}, {half}, 'owner' {rows};
insert into invitation
select lpad(to_hex(n), 32, '0')::uuid, lpad(to_hex(n), 32, '0')::uuid, n::text::bytea, 'viewer',
       lpad(to_hex(n), 32, '0')::uuid, '{NOON}', '{NOON}'::timestamptz + '14 d'::interval
from generate_series(1, 2000) n;
insert into proof_attempt
select lpad(to_hex(n), 32, '0')::uuid, '{NOON}' from generate_series(1, 2000) n;
insert into invitation_mail
select lpad(to_hex(n), 32, '0')::uuid, n::text::bytea, '{NOON}' from generate_series(1, 2000) n;
insert into outgoing_mail
select lpad(to_hex(n), 32, '0')::uuid, 'x', '{NOON}' from generate_series(1, 2000) n;
analyze;
"""


STATEMENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "facility by id, with device and community": (views.FACILITY_SEEN, (FACILITY, USER)),
    "role of a user in a facility": (views.FACILITY_ACCESS, (FACILITY, USER)),
    "users by facility": (views.USERS_OF_FACILITY, (FACILITY,)),
    "facilities by user": (views.FACILITIES_OF_USER, (USER, *FROM_NAME, 500, "")),
    "community by facility": (views.FACILITY_COMMUNITY, (FACILITY,)),
    "community by id": (views.COMMUNITY_SEEN, (USER, COMMUNITY)),
    "role of a user in a community": (views.COMMUNITY_ACCESS, (USER, COMMUNITY)),
    "all communities": (views.COMMUNITIES, (*FROM_NAME, 20, "", "")),
    "communities by substation": (
        views.COMMUNITIES_UNDER_SUBSTATION,
        (*FROM_NAME, 20, "", "", "AC7"),
    ),
    "communities by user": (views.COMMUNITIES_OF_USER, (USER, *FROM_NAME, 500)),
    "facilities by community": (views.FACILITIES_OF_COMMUNITY, (COMMUNITY, *FROM_TIME, 500)),
    "does a user own a member": (communities.OWNS_MEMBER_FACILITY, (COMMUNITY, USER)),
    "communities of an account": (accounts.LOCK_COMMUNITIES_OF, (USER,)),
    "facilities of an account": (accounts.LOCK_FACILITIES_OF, (USER,)),
    "longest owner": (accounts.LONGEST_OWNER, (COMMUNITY,)),
    "invitations of a facility": (invitations.OPEN_AT_FACILITY, (FACILITY, NOON)),
    "invitations by a user": (invitations.OPEN_BY_USER, (USER, NOON)),
    "invitations for an address": (invitations.FOR_ADDRESS, (b"7", NOON, 100)),
    "mails of a user": (invitations.MAILS_BY_USER, (USER, NOON)),
    "mails to an address": (invitations.MAILS_TO_ADDRESS, (b"7", NOON)),
    "mails to forget": (invitations.FORGET_MAILS, (NOON, 500)),
    "letters to forget": (invitations.FORGET_LETTERS, (NOON, 500)),
    "invitations of an account": (invitations.DROP_BY_USER, (USER,)),
    "invitation by id": (invitations.FIND, (FACILITY,)),
    "wrong codes of a user": (proofs.COUNT, (USER, NOON)),
    "connection points by community": (views.POINTS_OF_COMMUNITY, (COMMUNITY,)),
    "devices by community": (views.DEVICES_OF_COMMUNITY, (COMMUNITY, "", 500)),
    "offers by community": (views.OFFERS_OF_COMMUNITY, (COMMUNITY, *FROM_TIME, 500)),
    "offers by facility": (views.OFFERS_OF_FACILITY, (FACILITY, *FROM_TIME, 500)),
    "trail of an entity": (audit.AUDIT_TRAIL, (FACILITY, 2**63 - 1, 500)),
    "what was created under a key": (creations.FIND, (USER, "key-7")),
    "removed facilities of a user": (
        removal.REMOVED_FACILITIES_OF_USER,
        (USER, *FROM_TIME, 500, NOON),
    ),
    "removed communities of a user": (
        removal.REMOVED_COMMUNITIES_OF_USER,
        (USER, *FROM_TIME, 500, NOON),
    ),
    "former users of a facility": (removal.REMOVED_ACCESSES, (FACILITY,)),
    "facilities to purge": (removal.PURGE_FACILITIES, (NOON, NOON, 500)),
    "communities to purge": (removal.PURGE_COMMUNITIES, (NOON, NOON, 500)),
    "keys to forget": (creations.FORGET, (NOON, 500)),
    "lock community": (communities.LOCK, (COMMUNITY,)),
    "lock members": (facilities.LOCK_MEMBERS, (COMMUNITY,)),
    "where a device was": (facilities.DEVICE_ELSEWHERE, ("meter-7", FACILITY)),
    "facilities owned": (facilities.COUNT_OWNED, (USER,)),
    "communities represented": (communities.COUNT_REPRESENTED, (USER,)),
    "intervals": (facilities.DEVICE_INTERVALS, ([FACILITY],)),
    "memberships": (facilities.MEMBERSHIP_INTERVALS, ([FACILITY],)),
    "former facts": (facilities.FORMER_FACTS, ([FACILITY],)),
    "offers of an account": (offers.DROP_OF_USER, (USER,)),
    **{f"forget an account, {n}": (one, (USER,)) for n, one in enumerate(accounts.FORGET)},
    "drop offers of a facility": (offers.DROP_OF_FACILITY, (FACILITY,)),
    "drop offers of a community": (offers.DROP_OF_COMMUNITY, (COMMUNITY,)),
    "hold community": (communities.HOLD, (COMMUNITY,)),
    "has a community facilities": (communities.HAS_FACILITIES, (COMMUNITY,)),
    "save community": (communities.SAVE, community_values(community())),
    "remove community": (communities.REMOVE, (COMMUNITY, 2, NOON)),
    "lock facility": (facilities.LOCK, (FACILITY,)),
    "users of facilities": (facilities.ACCESSES, ([FACILITY],)),
    "lock device": (facilities.LOCK_DEVICE, (1, "meter-7")),
    "save facility": (facilities.SAVE, facility_values(facility())),
    "remove facility": (facilities.REMOVE, (FACILITY, NOON)),
    "drop users of a facility": (facilities.DROP_ACCESSES, (FACILITY, [USER])),
    "offer between two": (offers.FIND, (COMMUNITY, FACILITY)),
    "drop offer": (offers.DROP, (COMMUNITY, FACILITY)),
    "earlier invitation for an address": (invitations.DROP_EARLIER, (FACILITY, b"7")),
    "drop invitation": (invitations.DROP, (FACILITY,)),
    "drop invitations of a facility": (invitations.DROP_OF_FACILITY, (FACILITY,)),
    "lock address": (invitations.LOCK_ADDRESS, (1, b"7")),
    "invitations to forget": (invitations.FORGET_EXPIRED, (NOON, 500)),
    "wrong codes to forget": (proofs.FORGET, (NOON, 500)),
    "lock removed facility": (removal.LOCK_REMOVED_FACILITY, (FACILITY,)),
    "keep users of a facility": (removal.KEEP_ACCESSES, (FACILITY,)),
    "drop former users of a facility": (removal.DROP_REMOVED_ACCESSES, (FACILITY,)),
    "restore facility": (removal.RESTORE_FACILITY, (FACILITY,)),
    "lock removed community": (removal.LOCK_REMOVED_COMMUNITY, (COMMUNITY,)),
    "restore community": (removal.RESTORE_COMMUNITY, (COMMUNITY, 2, NOON)),
}


ADDS_ROWS = re.compile(r"\s*insert into \w+ \([^)]*\)\s*values")
"""A statement that looks for nothing."""


def kept_statements() -> Iterator[tuple[str, str]]:
    """Every statement of outbound/postgres/sql, and what it is called; parts begin with _."""
    for module in (each.name for each in iter_modules(sql.__path__)):
        for name, value in vars(import_module(f"{sql.__name__}.{module}")).items():
            if name.isupper() and not name.startswith("_"):
                for statement in (value,) if isinstance(value, str) else value:
                    yield f"{module}.{name}", statement


def test_no_statement_is_left_out() -> None:
    planned = {statement for statement, _ in STATEMENTS.values()}

    left_out = [
        name
        for name, statement in kept_statements()
        if statement not in planned and not ADDS_ROWS.match(statement)
    ]

    assert left_out == []
    assert ("offers.FIND", offers.FIND) in kept_statements()


@pytest.fixture(params=[(5_000, 1), pytest.param((100_000, 20), marks=pytest.mark.slow)], ids=str)
async def connection(
    request: pytest.FixtureRequest, pool: "asyncpg.Pool[Any]"
) -> AsyncIterator[Any]:
    async with pool.acquire() as connection:
        filled = connection.transaction()
        await filled.start()
        await connection.execute(fill(*request.param), timeout=FILL_TIMEOUT_S)
        yield connection
        await filled.rollback()


async def test_no_statement_scans_a_table(connection: "asyncpg.Connection[Any]") -> None:
    assert await scanned_tables(connection, STATEMENTS) == {}
    whole = {"all facilities": ("select * from facility", ())}
    assert set(await scanned_tables(connection, whole)) == {
        ("force_custom_plan", "all facilities"),
        ("force_generic_plan", "all facilities"),
    }
