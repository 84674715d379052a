"""`health`: whether everything is there and does its work."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, Literal

import click
import httpx
import msgspec
import nats.js.errors
from rich.console import RenderableType
from rich.text import Text

from libs.contracts import consumers, streams
from operate import say
from operate.command import answers
from operate.failures import EXPECTED, Exit, OperateError, explained
from operate.reach import bus
from operate.reach.databases import pool_of
from operate.settings import SERVICES, Settings

State = Literal["well", "trouble", "away", "not asked"]
_ASK_S: Final = 5.0
_FULL_RATIO: Final = 0.8
_PENDING: Final = 50_000
_OUTBOX: Final = (
    "select count(*) filter (where published_at is null) as waiting,"
    " extract(epoch from now() - min(created_at) filter (where published_at is null)) as age_s"
    " from outbox"
)
_OUTBOX_LATE_S: Final = 60
_AGAIN_S: Final = 1.0
_STYLES: Final[dict[State, str]] = {
    "well": "green",
    "trouble": "bold yellow",
    "away": "bold red",
    "not asked": "dim",
}
_HAVE_OUTBOX: Final = ("user", "community", "engagement", "device_gateway")


class Check(say.Answer, frozen=True, kw_only=True):
    """One thing that was asked; `detail`: what it said, or why it is not well."""

    name: str
    state: State
    detail: str
    took_ms: int


class Health(say.Answer, frozen=True, kw_only=True):
    """`well`: nothing is away or in trouble."""

    well: bool
    checks: list[Check]


class _Ready(msgspec.Struct, frozen=True, rename="camel"):
    waiting_for: list[str] = []


Said = tuple[State, str]


def _show(health: Health) -> RenderableType:
    table = say.table("what", "state", "took", "", right=("took",))
    for each in health.checks:
        took = "" if each.state == "not asked" else f"{each.took_ms} ms"
        table.add_row(each.name, Text(each.state, style=_STYLES[each.state]), took, each.detail)
    return table


@click.command("health")
@click.option(
    "--wait", "wait_s", type=click.IntRange(0, 3600), default=0, metavar="SECONDS",
    help="Ask again until all is well, at most so long.",
)  # fmt: skip
@answers(
    Health,
    _show,
    exit_code=lambda health: Exit.DONE if health.well else Exit.TROUBLE,
    may_exit=(Exit.TROUBLE,),
)
async def group(settings: Settings, wait_s: int) -> Health:
    """Ask every service, the bus with its streams, and the databases; exit code 1 if any ails.

    A service is well when `/health/ready` says so: it has its database, the bus, and has read what
    it follows. The bus is well when all streams are there, none is nearly full, and no reader is
    far behind. A database is asked where its DSN is set: does it let us in, and do events wait in
    its outbox?

    After an upgrade: `meriggio health --wait 300`.
    """
    until = time.monotonic() + wait_s
    while True:
        health = await _asked(settings)
        if health.well or time.monotonic() >= until:
            return health
        ailing = [each.name for each in health.checks if each.state in {"trouble", "away"}]
        say.note(f"waiting for {', '.join(ailing)}")
        await asyncio.sleep(_AGAIN_S)


async def _asked(settings: Settings) -> Health:
    # One for all: reading the machine's certificates takes as long as an answer.
    async with httpx.AsyncClient(trust_env=False, timeout=_ASK_S) as client:
        return await _asked_by(client, settings)


async def _asked_by(client: httpx.AsyncClient, settings: Settings) -> Health:
    asking = [
        *(_timed(name, _service(client, settings.url_of(name))) for name in SERVICES),
        _timed("edge", _edge(client, settings.edge_url)),
        _timed("bus", _bus(settings)),
        *(_timed(f"database of {name}", _database(settings, name)) for name in SERVICES),
    ]
    checks = list(await asyncio.gather(*asking))
    return Health(well=all(each.state in {"well", "not asked"} for each in checks), checks=checks)


async def _timed(name: str, ask: Callable[[], Awaitable[Said]]) -> Check:
    began = time.monotonic()
    try:
        async with asyncio.timeout(_ASK_S):
            state, detail = await ask()
    except (OperateError, *EXPECTED) as error:
        state, detail = "away", str(explained(error, name))
    took_ms = round((time.monotonic() - began) * 1000)
    return Check(name=name, state=state, detail=detail, took_ms=took_ms)


def _service(client: httpx.AsyncClient, url: str) -> Callable[[], Awaitable[Said]]:
    async def ask() -> Said:
        answer = await client.get(f"{url}/health/ready")
        if answer.is_success:
            return "well", url
        try:
            waiting = msgspec.json.decode(answer.content, type=_Ready).waiting_for
        except msgspec.DecodeError:
            return "trouble", f"{url} answers {answer.status_code}: is that the service itself?"
        return "trouble", f"waits for {', '.join(waiting) or answer.status_code}"

    return ask


def _edge(client: httpx.AsyncClient, url: str | None) -> Callable[[], Awaitable[Said]]:
    async def ask() -> Said:
        if url is None:
            return "not asked", "MERIGGIO_EDGE_URL is not set"
        answer = await client.get(f"{url.rstrip('/')}/.well-known/jwks.json")
        state: State = "well" if answer.is_success else "trouble"
        return state, f"{url} answers {answer.status_code}"

    return ask


def _bus(settings: Settings) -> Callable[[], Awaitable[Said]]:
    return lambda: _streams(settings)


async def _streams(settings: Settings) -> Said:
    ailing: list[str] = []
    async with bus.jetstream(settings) as stream:
        for spec in streams.ALL:
            try:
                info = await stream.stream_info(spec.name)
            except nats.js.errors.NotFoundError:
                ailing.append(f"no stream {spec.name}")
                continue
            limit = info.config.max_bytes or -1  # an operator may have chosen another one
            full = info.state.bytes / limit if limit > 0 else 0.0
            if full >= _FULL_RATIO and spec.discard_new:
                ailing.append(f"{spec.name} is {full:.0%} full")
        for consumer in consumers.ALL:
            try:
                behind = (await stream.consumer_info(consumer.stream, consumer.durable)).num_pending
            except nats.js.errors.NotFoundError:
                ailing.append(f"nobody has read {consumer.stream} as {consumer.durable}")
                continue
            if (behind or 0) > _PENDING:
                ailing.append(f"{consumer.durable} is {behind} messages behind")
    if ailing:
        return "trouble", "; ".join(ailing)
    return "well", f"{bus.shown(settings.nats_url.get_secret_value())}, {len(streams.ALL)} streams"


def _database(settings: Settings, name: str) -> Callable[[], Awaitable[Said]]:
    async def ask() -> Said:
        dsn = settings.dsn_of(name)
        if dsn is None:
            return "not asked", f"MERIGGIO_{name.upper()}_POSTGRES_DSN is not set"
        async with pool_of(name, dsn) as pool:
            if name not in _HAVE_OUTBOX:
                await pool.fetchval("select 1")
                return "well", ""
            row: Any = await pool.fetchrow(_OUTBOX)
        waiting, age_s = row["waiting"], float(row["age_s"] or 0)
        detail = f"{waiting} events wait in the outbox" + (
            f", for {age_s:.0f} s" if waiting else ""
        )
        return ("trouble" if age_s > _OUTBOX_LATE_S else "well"), detail

    return ask
