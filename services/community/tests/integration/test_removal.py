"""A removal undone is told after its tombstone; one that is not undone ends with a purge."""

import asyncpg

from libs.chassis.testing.eventually import eventually
from libs.contracts import subjects
from libs.contracts.v1.registry import FacilityRemoved, FacilityState
from services.community.tests.integration.world import World, service
from services.community.tests.samples import ANNA


async def test_what_comes_back_is_told_after_its_tombstone(
    world: World, unused_tcp_port: int
) -> None:
    async with service(world.settings(unused_tcp_port)):
        client = world.client(unused_tcp_port)
        facility = await client.add_facility()
        await client.ask("DELETE", f"/facility/{facility}", ANNA)
        gone = await world.told(subjects.facility(facility), 2)

        answer = await client.ask("POST", f"/facility/{facility}/restore", ANNA)

        back = await world.told(subjects.facility(facility), 3)

    assert answer.status_code == 200
    assert isinstance(gone, FacilityRemoved)
    assert isinstance(back, FacilityState)
    assert [user.user_id for user in back.users] == [ANNA]


async def test_a_removal_of_long_ago_is_purged(world: World, unused_tcp_port: int) -> None:
    async with service(world.settings(unused_tcp_port)):
        client = world.client(unused_tcp_port)
        facility, recent = await client.add_facility(), await client.add_facility()
        for each in (facility, recent):
            await client.ask("DELETE", f"/facility/{each}", ANNA)
    database = await asyncpg.connect(world.postgres_dsn)
    await database.execute(
        "update community.facility set removed_at = removed_at - interval '30 days',"
        " changed_at = changed_at - interval '30 days' where facility_id = $1",
        facility,
    )

    async with service(world.settings(unused_tcp_port)):

        async def is_purged() -> bool:
            row = await database.fetchrow(
                "select name, purged_at from community.facility where facility_id = $1", facility
            )
            assert row is not None
            return row["name"] == "" and row["purged_at"] is not None

        await eventually(is_purged)
        (left,) = (await client.ask("GET", "/user/facility/removed", ANNA)).json()

    await database.close()
    assert left["facilityId"] == str(recent)
