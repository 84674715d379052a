"""Bus and database go away for a moment: the balance is right again, nobody is told twice."""

from dataclasses import replace
from urllib.parse import urlsplit

from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy
from services.engagement.tests.integration.world import World, service


async def test_the_balance_is_live_while_the_database_is_away(
    world: World, unused_tcp_port: int
) -> None:
    await world.register(facilities=1)
    database = urlsplit(world.postgres_dsn)
    async with fault_proxy(database.hostname or "", database.port or 5432) as proxy:
        behind = replace(world, postgres_dsn=proxy.url(world.postgres_dsn))
        async with (
            service(behind.settings(unused_tcp_port)),
            world.client(unused_tcp_port, 0) as client,
        ):
            proxy.refuse()
            await world.measure_surplus(0, 12)

            async def live() -> bool:
                answer = await client.get(f"/live/community/{world.community_id}/snapshot")
                return answer.json().get("surplusSince") is not None

            await eventually(live)
            assert (await client.get("/notification")).json()["code"] == "temporarily_unavailable"
            proxy.refuse(False)
            await eventually(lambda: len(world.lines()) == 1)
            assert (await client.get("/notification/unread-count")).json() == {"unreadCount": 1}


async def test_what_was_said_while_the_bus_was_away_is_caught_up(
    world: World, unused_tcp_port: int
) -> None:
    await world.register(facilities=2)
    bus = urlsplit(world.nats_url)
    async with fault_proxy(bus.hostname or "", bus.port or 4222) as proxy:
        behind = replace(world, nats_url=proxy.url(world.nats_url))
        async with (
            service(behind.settings(unused_tcp_port)),
            world.client(unused_tcp_port, 0) as client,
        ):
            await world.measure_surplus(0, 11)
            await eventually(lambda: len(world.lines()) == 2)
            proxy.cut()
            await world.measure(1, 12, 300)
            await world.measure_surplus(12, 13, power_w=-3000)

            async def caught_up() -> bool:
                answer = await client.get(f"/live/community/{world.community_id}/snapshot")
                body = answer.json()
                return (body["powerConsumedW"], body["powerProducedW"]) == (300, 3000)

            await eventually(caught_up, timeout_s=20)
    assert len(world.lines()) == 2
