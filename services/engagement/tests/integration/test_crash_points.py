"""kill -9 at each point of a delivery (FR4.2): nobody twice, and who is forgotten is said.

The webhook's server knows a message by its id, the mail server does not. User 0 has a webhook, user
1 gets mail.
"""

import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg
import pytest

from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.smtp_stand_in import SmtpStandIn
from libs.chassis.testing.tcp_stand_in import LOOPBACK, tcp_stand_in
from services.engagement.config import Settings
from services.engagement.tests.integration.webhook_server import WebhookServer
from services.engagement.tests.integration.world import World, kill, service, service_process

_LOCK = 4242
_WAIT_BEFORE_SENT = f"""
    create function engagement.wait_before_sent() returns trigger language plpgsql as $$
    begin
        perform pg_advisory_xact_lock({_LOCK});
        return new;
    end $$;
    create trigger wait_before_sent before update on engagement.delivery for each row
        when (new.status = 'sent' and new.channel in ('mail', 'webhook'))
        execute function engagement.wait_before_sent();
"""
_WAITING = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
_END_OTHERS = """
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
        and application_name = 'engagement'
"""


class Receivers:
    """The users' servers, at addresses that outlive them."""

    def __init__(self, free_port: Callable[[], int]) -> None:
        self.hook, self.mail = WebhookServer(), SmtpStandIn()
        self.hook_port, self.mail_port, self.http_port = free_port(), free_port(), free_port()

    def settings(self, world: World) -> Settings:
        return world.settings(
            self.http_port,
            mail_url=f"smtp://{LOOPBACK}:{self.mail_port}",
            webhooks="http",
            outward_networks="127.0.0.0/8",
        )

    async def register(self, world: World) -> None:
        body = {"kind": "webhook", "label": "Home", "url": f"http://{LOOPBACK}:{self.hook_port}/"}
        async with world.client(self.http_port, 0) as client:
            answer = await client.post("/notification/endpoint", json=body)
        self.hook.secret = answer.json()["secret"]

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        async with (
            tcp_stand_in(self.hook.serve, port=self.hook_port),
            tcp_stand_in(self.mail.serve, port=self.mail_port),
        ):
            yield

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Whoever connects gets no answer at all: connecting does not end."""
        listening, filling = [], []
        for port in (self.hook_port, self.mail_port):
            server = socket.socket()
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind((LOOPBACK, port))
            server.listen(0)
            listening.append(server)
            for _ in range(2):
                client = socket.socket()
                client.setblocking(False)
                client.connect_ex((LOOPBACK, port))
                filling.append(client)
        try:
            yield
        finally:
            for each in [*filling, *listening]:
                each.close()


@pytest.fixture
async def connection(world: World) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(world.postgres_dsn)
    yield connection
    await connection.close()


@pytest.fixture
def receivers(unused_tcp_port_factory: Callable[[], int]) -> Receivers:
    return Receivers(unused_tcp_port_factory)


async def _statuses(connection: asyncpg.Connection) -> dict[str, list[str]]:
    rows = await connection.fetch(
        "select channel, array_agg(status order by endpoint_id) from engagement.delivery group by 1"
    )
    return {channel: list(statuses) for channel, statuses in rows}


async def _after_the_restart(
    world: World, receivers: Receivers, connection: asyncpg.Connection
) -> None:
    """Leases lapse; in the end nothing is open any more, and the inbox has it in any case."""
    await connection.execute(
        "update engagement.delivery set leased_until = now() - '1 s'::interval"
        " where status = 'sending'"
    )
    async with receivers.open(), service(receivers.settings(world)):

        async def settled() -> bool:
            return await _statuses(connection) == {
                "log_file": ["sent", "sent"],
                "mail": ["unknown"],
                "webhook": ["sent"],
            }

        await eventually(settled, timeout_s=20)
        for user in (0, 1):
            async with world.client(receivers.http_port, user) as client:
                answer = await client.get("/notification/unread-count")
                assert answer.json()["unreadCount"] == 1
    assert len(world.lines()) == 2
    assert receivers.hook.refused == []


async def test_killed_after_the_claim_and_before_anything_is_sent(
    world: World, receivers: Receivers, connection: asyncpg.Connection
) -> None:
    """The webhook goes out after the restart; of the mail nobody knows, so it does not."""
    await world.register(facilities=2)
    async with service_process(receivers.settings(world)) as process:
        await receivers.register(world)
        with receivers.hanging():
            await world.measure_surplus(0, 11)

            async def claimed() -> bool:
                statuses = await _statuses(connection)
                return statuses.get("mail") == statuses.get("webhook") == ["sending"]

            await eventually(claimed)
            await kill(process)
    await _after_the_restart(world, receivers, connection)
    assert (receivers.hook.requests, len(receivers.hook.taken)) == (1, 1)
    assert receivers.mail.received == []


async def test_killed_after_it_was_sent_and_before_that_is_noted(
    world: World, receivers: Receivers, connection: asyncpg.Connection
) -> None:
    """The webhook is sent again under the same id; the mail is not: its server would not notice."""
    await world.register(facilities=2)
    async with receivers.open(), service_process(receivers.settings(world)) as process:
        await receivers.register(world)
        await connection.execute(_WAIT_BEFORE_SENT)
        await connection.execute("select pg_advisory_lock($1)", _LOCK)
        await world.measure_surplus(0, 11)

        async def both_wait_to_be_noted() -> bool:
            return int(await connection.fetchval(_WAITING)) == 2

        await eventually(both_wait_to_be_noted)
        await kill(process)
    assert (receivers.hook.requests, len(receivers.mail.received)) == (1, 1)
    await connection.execute(_END_OTHERS)
    await connection.execute("select pg_advisory_unlock($1)", _LOCK)
    await connection.execute("drop function engagement.wait_before_sent cascade")
    await _after_the_restart(world, receivers, connection)
    assert (receivers.hook.requests, len(receivers.hook.taken)) == (2, 1)
    assert len(receivers.mail.received) == 1
