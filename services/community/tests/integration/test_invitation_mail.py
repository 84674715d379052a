"""Invitations -> Postgres -> mail: none is lost when parts are away, and none is kept."""

from typing import Any

import asyncpg

from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.smtp_stand_in import smtp_stand_in
from libs.contracts import streams, subjects
from libs.contracts.codec import encode
from services.community.tests.integration.world import World, service
from services.community.tests.samples import ANNA, user_confirmed

MAIL: dict[str, Any] = {
    "address_key": "a key of thirty-two bytes, or so",
    "mail_from": "Meriggio <no-reply@example.org>",
    "public_url": "https://meriggio.example.org",
}
BODY = {"email": "carla@example.org", "role": "viewer"}


async def waiting(world: World) -> int:
    connection = await asyncpg.connect(world.postgres_dsn)
    try:
        count: int = await connection.fetchval("select count(*) from community.outgoing_mail")
        return count
    finally:
        await connection.close()


async def test_an_invitation_made_while_mail_is_away_is_mailed_once_it_is_back(
    world: World, unused_tcp_port: int
) -> None:
    """FR6.1: across a restart, with the inviter's name, and nothing waits afterwards."""
    client = world.client(unused_tcp_port)
    confirmed = user_confirmed(ANNA, "anna@example.org", name="Anna Bianchi", locale="en")
    await world.bus.declare([streams.USERS])
    await world.bus.publish(subjects.user(ANNA), encode(confirmed), message_id="1")
    async with smtp_stand_in() as gone:
        pass
    away = world.settings(unused_tcp_port, mail_url=f"smtp://127.0.0.1:{gone.port}", **MAIL)
    async with service(away):
        facility = await client.add_facility()
        invited = await client.ask("POST", f"/facility/{facility}/invitation", ANNA, BODY)
        assert invited.status_code == 201, invited.text
        assert await waiting(world) == 1

    async with smtp_stand_in() as server:
        back = world.settings(unused_tcp_port, mail_url=f"smtp://127.0.0.1:{server.port}", **MAIL)
        async with service(back):
            await eventually(lambda: server.received, timeout_s=30)
            await eventually(lambda: _none_waits(world))

    (mail,) = server.received
    text = mail.get_body(("plain",))
    assert text is not None
    assert "Anna Bianchi invites you to «Casa»" in text.get_content()
    assert mail["Message-ID"] == f"<{invited.json()['invitationId']}@example.org>"


async def _none_waits(world: World) -> bool:
    return await waiting(world) == 0


async def test_without_a_way_out_for_mail_invitations_are_still_made(
    world: World, unused_tcp_port: int
) -> None:
    client = world.client(unused_tcp_port)
    async with service(world.settings(unused_tcp_port, address_key=MAIL["address_key"])):
        facility = await client.add_facility()
        invited = await client.ask("POST", f"/facility/{facility}/invitation", ANNA, BODY)

    assert invited.status_code == 201
    assert await waiting(world) == 0
