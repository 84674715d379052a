"""Mail about surplus is ended by the link in it, on real servers (FR4.2, RFC 8058)."""

from email.message import EmailMessage
from urllib.parse import urlsplit

import asyncpg
import httpx

from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.smtp_stand_in import SmtpStandIn, smtp_stand_in
from services.engagement.tests.integration.world import World, service

_ONE_CLICK = {"List-Unsubscribe": "One-Click"}


async def _until_mailed(server: SmtpStandIn, count: int) -> dict[str, EmailMessage]:
    """By recipient."""
    await eventually(lambda: len(server.received) == count)
    return {str(mail["To"]): mail for mail in server.received}


def _path(mail: EmailMessage) -> str:
    """Of the link in the header, at whatever edge."""
    parts = urlsplit(str(mail["List-Unsubscribe"]).strip("<>"))
    assert f"{parts.scheme}://{parts.netloc}" == "https://meriggio.example.org"
    return f"{parts.path}?{parts.query}"


async def _eager(client: httpx.AsyncClient) -> None:
    body = {"perDay": 24, "perWeek": 168, "minimumGapS": 0}
    (await client.put("/notification/preference", json=body)).raise_for_status()


async def test_a_mail_program_ends_it_and_a_person_undoes_it(
    world: World, unused_tcp_port: int
) -> None:
    await world.register(facilities=2)
    async with smtp_stand_in() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        settings = world.settings(unused_tcp_port, mail_url=url)
        async with (
            service(settings),
            world.client(unused_tcp_port, 0) as anna,
            httpx.AsyncClient(base_url=str(anna.base_url), verify=False) as anybody,
        ):
            await _eager(anna)
            await world.measure_surplus(0, 11)
            mails = await _until_mailed(server, 2)
            mail = mails["user0@example.org"]
            assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            path = _path(mail)
            text = mail.get_body(("plain",))
            assert text is not None
            assert path in text.get_content()
            assert _path(mails["user1@example.org"]) != path

            page = await anybody.get(path)
            assert (page.status_code, await _mail_use(anna)) == (200, "without_push")
            ended = await anybody.post(path, data=_ONE_CLICK)
            assert (ended.status_code, await _mail_use(anna)) == (200, "never")
            assert (await anna.get("/notification/preference")).json()["perDay"] == 24
            undone = await anybody.post(f"{path}&undo=true")
            assert (undone.status_code, await _mail_use(anna)) == (200, "without_push")


async def test_mail_that_waits_is_not_sent_any_more(world: World, unused_tcp_port: int) -> None:
    """The server is away; meanwhile the user opens the mail of another day."""
    await world.register(facilities=1)
    async with smtp_stand_in() as server:
        server.answers = {"MAIL": "451 busy"}
        settings = world.settings(unused_tcp_port, mail_url=f"smtp://127.0.0.1:{server.port}")
        async with service(settings), world.client(unused_tcp_port, 0) as anna:
            await world.measure_surplus(0, 11)
            await eventually(lambda: _statuses(world, "pending", 1))
            (await anna.put("/notification/preference", json={"mail": "never"})).raise_for_status()
            await eventually(lambda: _statuses(world, "failed", 0))
            server.answers = {}
        assert server.received == []


async def _mail_use(client: httpx.AsyncClient) -> str:
    return str((await client.get("/notification/preference")).json()["mail"])


async def _statuses(world: World, status: str, attempts: int) -> bool:
    """Whether the mail is in that state, after so many attempts at least."""
    connection = await asyncpg.connect(world.postgres_dsn)
    try:
        rows = await connection.fetch(
            "select status, attempt from engagement.delivery where channel = 'mail'"
        )
    finally:
        await connection.close()
    return [row["status"] for row in rows] == [status] and rows[0]["attempt"] >= attempts
