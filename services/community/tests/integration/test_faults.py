"""kill -9 and outages: a decision that was confirmed is told, sooner or later, once."""

from dataclasses import replace
from urllib.parse import urlsplit

from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy
from libs.contracts import streams, subjects
from services.community.tests.integration.world import World, service, service_process, through
from services.community.tests.samples import ANNA


async def test_killed_between_commit_and_publish(world: World, unused_tcp_port: int) -> None:
    client, bus = world.client(unused_tcp_port), urlsplit(world.nats_url)
    async with fault_proxy(bus.hostname or "", bus.port or 4222) as proxy:
        behind = replace(world, nats_url=through(world.nats_url, proxy.port))
        async with service_process(behind.settings(unused_tcp_port)) as process:
            proxy.refuse()
            facility = await client.add_facility()
            await client.ask("PUT", f"/facility/{facility}/device", ANNA, {"deviceId": "meter-1"})
            process.kill()
            await process.wait()
    assert (await world.bus.js.stream_info(streams.REGISTRY.name)).state.last_seq == 0

    async with service(world.settings(unused_tcp_port)):
        await world.told(subjects.facility(facility), 2)

    assert (await world.bus.js.stream_info(streams.REGISTRY.name)).state.last_seq == 2


async def test_people_decide_while_the_bus_is_away(world: World, unused_tcp_port: int) -> None:
    client, bus = world.client(unused_tcp_port), urlsplit(world.nats_url)
    async with fault_proxy(bus.hostname or "", bus.port or 4222) as proxy:
        behind = replace(world, nats_url=through(world.nats_url, proxy.port))
        async with service(behind.settings(unused_tcp_port)):
            proxy.silence()
            facility = await client.add_facility()
            assert (await client.ask("GET", f"/facility/{facility}")).status_code == 200
            assert (await world.bus.js.stream_info(streams.REGISTRY.name)).state.last_seq == 0

            proxy.silence(silent=False)

            await world.told(subjects.facility(facility), 1)


async def test_without_the_database_people_are_asked_to_try_again(
    world: World, unused_tcp_port: int
) -> None:
    client, database = world.client(unused_tcp_port), urlsplit(world.postgres_dsn)
    async with fault_proxy(database.hostname or "", database.port or 5432) as proxy:
        behind = replace(world, postgres_dsn=through(world.postgres_dsn, proxy.port))
        async with service(behind.settings(unused_tcp_port)):
            before = await client.add_facility()
            proxy.refuse()

            refused = await client.ask("GET", f"/facility/{before}")

            assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
            assert refused.json()["code"] == "temporarily_unavailable"
            proxy.refuse(refusing=False)

            async def is_back() -> bool:
                return (await client.ask("GET", f"/facility/{before}")).status_code == 200

            await eventually(is_back)
            after = await client.add_facility()
            await world.told(subjects.facility(before), 1)
            await world.told(subjects.facility(after), 1)
