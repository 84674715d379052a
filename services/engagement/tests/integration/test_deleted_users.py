"""FR2.4: of a deleted user nothing is kept, in no table, on real servers."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from libs.chassis.testing.eventually import eventually
from services.engagement.tests.integration.world import World, service

EXPORTED = {
    "call_member": "calls",
    "community_preference": "preference",
    "endpoint": "endpoints",
    "endpoint_test": "endpointTests",
    "notification": "notifications",
    "preference": "preference",
}
"""Tables about users, and where the export has what is in them; deliveries are notifications'."""
WITHOUT_CONTENT = {"recipient"}
"""Nothing but the user's id."""
WITHIN_S = 10.0
HOOK = {"kind": "webhook", "label": "Home", "url": "https://127.0.0.1/told"}


@asynccontextmanager
async def connected(world: World) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(world.postgres_dsn)
    try:
        yield connection
    finally:
        await connection.close()


async def kept(world: World, user_id: UUID) -> Mapping[str, int]:
    """Rows about the user, by table."""
    async with connected(world) as connection:
        tables = await connection.fetch(
            "select table_name from information_schema.columns"
            " where table_schema = 'engagement' and column_name = 'user_id' order by 1"
        )
        rows = {
            name: await connection.fetchval(
                f"select count(*) from engagement.{name} where user_id = $1", user_id
            )
            for (name,) in tables
        }
        rows["delivery"] = await connection.fetchval(
            "select count(*) from engagement.delivery left join engagement.notification"
            " using (notification_id) where endpoint_id = $1 or user_id = $1",
            user_id,
        )
    return rows


async def has_everything(world: World, client: httpx.AsyncClient, user_id: UUID) -> None:
    """Let the user have something in each table."""
    body = {"perDay": 2, "mail": "always"}
    (await client.put("/notification/preference", json=body)).raise_for_status()
    path = f"/notification/preference/community/{world.community_id}"
    (await client.put(path, json={"wanted": True})).raise_for_status()
    answer = await client.post("/notification/endpoint", json=HOOK)
    endpoint_id = answer.raise_for_status().json()["endpointId"]
    (await client.post(f"/notification/endpoint/{endpoint_id}/test")).raise_for_status()

    async def is_told() -> bool:
        return bool((await client.get("/notification")).json())

    await eventually(is_told)
    rows = await kept(world, user_id)
    assert rows.keys() == {*EXPORTED, *WITHOUT_CONTENT, "delivery"}
    assert all(rows.values()), rows


async def is_forgotten(world: World, number: int) -> bool:
    return not any((await kept(world, world.user_id(number))).values())


async def test_everything_is_exported_and_then_deleted(world: World, unused_tcp_port: int) -> None:
    """A new table about users fails here until it is in the export, and in what is forgotten."""
    await world.register(facilities=2)
    async with (
        service(world.settings(unused_tcp_port)),
        world.client(unused_tcp_port, 0) as gone,
        world.client(unused_tcp_port, 1) as other,
    ):
        await world.measure_surplus(0, 11)
        for number, client in enumerate((gone, other)):
            await has_everything(world, client, world.user_id(number))
        export = (await gone.get("/notification/export")).json()
        assert [export[part] for part in EXPORTED.values() if not export[part]] == []
        assert export["notifications"][0]["deliveries"]
        before = await kept(world, world.user_id(1))

        await world.delete_user(0)
        await eventually(partial(is_forgotten, world, 0), timeout_s=WITHIN_S)
        assert await kept(world, world.user_id(1)) == before
        refused = [
            await gone.get("/notification/export"),
            await gone.post("/notification/endpoint", json=HOOK),
            await gone.put("/notification/preference", json={"perDay": 3}),
        ]
        assert [answer.status_code for answer in refused] == [401] * 3
        assert await is_forgotten(world, 0)


@pytest.mark.parametrize("written_by", ["before", "a replica that had not heard"])
async def test_who_is_deleted_while_the_service_is_away_is_forgotten_at_its_start(
    world: World, unused_tcp_port: int, written_by: str
) -> None:
    await world.register(facilities=1)
    settings = world.settings(unused_tcp_port)
    async with service(settings), world.client(unused_tcp_port, 0) as gone:
        await world.measure_surplus(0, 11)
        await has_everything(world, gone, world.user_id(0))
        if written_by != "before":
            await world.delete_user(0)
            await eventually(partial(is_forgotten, world, 0), timeout_s=WITHIN_S)
            async with connected(world) as connection:
                await write_a_preference(connection, world.user_id(0))
    if written_by == "before":
        await world.delete_user(0)
    assert not await is_forgotten(world, 0)
    async with service(settings):
        await eventually(partial(is_forgotten, world, 0), timeout_s=WITHIN_S)


async def write_a_preference(connection: Any, user_id: UUID) -> None:
    await connection.execute(
        "insert into engagement.community_preference values ($1, $1, true, true)", user_id
    )
