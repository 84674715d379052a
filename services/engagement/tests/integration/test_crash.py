"""kill -9 between decision and delivery (FR4.2): nobody twice, nobody forgotten."""

import asyncpg

from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.smtp_stand_in import smtp_stand_in
from services.engagement.tests.integration.world import World, kill, service, service_process


async def _deliveries(world: World) -> list[tuple[str, str]]:
    connection = await asyncpg.connect(world.postgres_dsn)
    try:
        rows = await connection.fetch("select channel, status from engagement.delivery order by 1")
    finally:
        await connection.close()
    return [(row["channel"], row["status"]) for row in rows]


async def _let_leases_lapse(world: World) -> None:
    connection = await asyncpg.connect(world.postgres_dsn)
    await connection.execute(
        "update engagement.delivery set leased_until = now() - '1 s'::interval"
    )
    await connection.close()


async def test_killed_between_decision_and_delivery(world: World, unused_tcp_port: int) -> None:
    """The mail was on its way: not again. The line could not be written yet: after the restart."""
    await world.register(facilities=1)
    world.log.mkdir()  # in the way of the file
    async with smtp_stand_in() as mail_server:
        url = f"smtp://127.0.0.1:{mail_server.port}"
        settings = world.settings(unused_tcp_port, mail_url=url)
        mail_server.silent_after_content = True
        async with service_process(settings) as process:
            await world.measure_surplus(0, 10)

            async def decided() -> bool:
                statuses = dict(await _deliveries(world))
                return len(mail_server.received) == 1 and statuses == {
                    "log_file": "pending",
                    "mail": "sending",
                }

            await eventually(decided)
            await kill(process)
        mail_server.silent_after_content = False
        world.log.rmdir()
        await _let_leases_lapse(world)
        async with service(settings), world.client(unused_tcp_port, 0) as client:

            async def settled() -> bool:
                statuses = dict(await _deliveries(world))
                return statuses == {"log_file": "sent", "mail": "unknown"}

            await eventually(settled)
            assert (await client.get("/notification/unread-count")).json() == {"unreadCount": 1}
        assert len(mail_server.received) == 1
    assert len(world.lines()) == 1
