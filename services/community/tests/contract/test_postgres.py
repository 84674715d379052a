"""What only Postgres can promise: the last line of defence holds without the locks."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.community.domain.community import Community
from services.community.domain.errors import DeviceInUseError
from services.community.domain.facility import Facility
from services.community.outbound.postgres.change import StaleVersionError
from services.community.tests.contract.subject import Subject, on_postgres
from services.community.tests.samples import (
    BY_ANNA,
    NOON,
    at,
    community,
    community_settings,
    facility,
    facility_settings,
)


@pytest.fixture
async def subject(pool: "asyncpg.Pool[Any]") -> Subject:
    subject = on_postgres(pool)
    await subject.keep(community(101), community(102), facility(1), facility(2))
    return subject


def with_device(number: int) -> Facility:
    return facility(number).attach_device("meter-1", requested_from=at(-1), now=NOON)


async def test_a_device_at_two_facilities_is_refused(subject: Subject) -> None:
    await subject.change(with_device(1))

    with pytest.raises(DeviceInUseError):
        await subject.change(with_device(2))

    assert await subject.locked(facility(2)) == facility(2)
    assert len(await subject.told()) == 5


@pytest.mark.parametrize("end", [None, at(2)])
async def test_intervals_of_a_facility_do_not_overlap(
    subject: Subject, pool: "asyncpg.Pool[Any]", end: datetime | None
) -> None:
    """R1, and one device at a time."""
    statements = {
        "facility_in_one_community": (
            "insert into membership_interval"
            " (facility_id, position, community_id, valid_from, valid_to)"
            " values ($1, $2, $3, $4, $5)",
            UUID(int=102),
        ),
        "facility_with_one_device": (
            "insert into device_interval"
            " (facility_id, position, device_id, transformation_constant, valid_from, valid_to)"
            " values ($1, $2, $3, 1, $4, $5)",
            "meter-9",
        ),
    }
    history = (
        with_device(1)
        .join(community(101), at(-2), NOON)
        .leave_community(at(3))
        .detach_device(at(3))
    )
    await subject.change(replace(history, version=2))
    for constraint, (statement, value) in statements.items():
        with pytest.raises(asyncpg.ExclusionViolationError) as refused:
            await pool.execute(statement, UUID(int=1), 9, value, at(1), end)
        assert refused.value.constraint_name == constraint


async def test_a_stale_version_is_told(subject: Subject) -> None:
    """A bug of ours: the second change would undo the first."""
    renamed = facility(1).with_settings(facility_settings(name="Villa"), at(1))
    lunara = community(101).with_settings(
        community_settings(name="Lunara"), has_facilities=False, now=at(1)
    )
    await subject.change(renamed)
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.communities.lock(lunara.community_id)
        await transaction.communities.save(lunara)

    with pytest.raises(StaleVersionError):
        await subject.change(with_device(1))
    for stale in (community(101).dissolved(at(2)), lunara):
        with pytest.raises(StaleVersionError):
            await _remove(subject, stale)


async def _remove(subject: Subject, solara: Community) -> None:
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.communities.lock(solara.community_id)
        await transaction.communities.remove(solara)
