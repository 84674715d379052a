"""`projections`: what services keep of a stream, and making it anew from there."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import click
import nats.js.errors
from nats.js import JetStreamContext
from nats.js.api import ConsumerInfo
from rich.console import RenderableType

from libs.contracts import consumers, streams
from libs.contracts.consumers import ConsumerSpec
from operate import say
from operate.command import DRY_RUN, YES, answers
from operate.failures import Exit, OperateError
from operate.reach import bus
from operate.settings import Settings

_LOOK_AGAIN_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Source:
    """What a projection is made of. `durable` None: every service that follows has its own."""

    stream: str
    durable: ConsumerSpec | None
    about: str


SOURCES: Final = {
    "books": Source(
        streams.READINGS.name,
        consumers.BOOKS,
        "readings of the last 48 hours in energy's books; what they have counts as a duplicate",
    ),
    "calls": Source(
        streams.SURPLUS.name, consumers.CALLS, "whose facilities were called, in energy's books"
    ),
    "accounts": Source(
        streams.USERS.name,
        consumers.ACCOUNTS,
        "deleted accounts, which the registry lets go: again by each account's last state",
    ),
    "registry": Source(
        streams.REGISTRY.name,
        None,
        "facilities and communities as the others know them",
    ),
    "users": Source(streams.USERS.name, None, "how users are reached, as others know it"),
    "balances": Source(
        streams.READINGS.name, None, "engagement's balances, from each device's newest reading"
    ),
    "usual": Source(streams.USUAL.name, None, "what facilities draw as a rule"),
}


class Projection(say.Answer, frozen=True, kw_only=True):
    """`readers` read it now; `pending_messages` the one has that is furthest behind."""

    name: str
    stream: str
    about: str
    messages: int
    readers: int
    pending_messages: int


class Projections(say.Answer, frozen=True, kw_only=True):
    """All of them."""

    projections: list[Projection]


class Rebuilt(say.Answer, frozen=True, kw_only=True):
    """`complete`: all readers are back and at the end; else `pending_messages` were left."""

    name: str
    stream: str
    messages: int
    readers: int
    pending_messages: int
    complete: bool
    dry_run: bool
    took_s: float


@click.group("projections")
def group() -> None:
    """What services keep of a stream, and making it anew from there.

    A projection is made by reading its stream. To rebuild it is to let its readers begin anew,
    while everything runs: what is applied twice counts once. That mends what was lost in between (a
    restored database, an event that was refused and sent again). It does not remove what the stream
    never spoke of; a restart of the service does, for what it keeps in memory.
    """


def _show_projections(found: Projections) -> RenderableType:
    table = say.table(
        "name", "stream", "messages", "readers", "pending", "what",
        right=("messages", "readers", "pending"),
    )  # fmt: skip
    for each in found.projections:
        table.add_row(
            *(each.name, each.stream, str(each.messages), str(each.readers)),
            *(str(each.pending_messages), each.about),
        )
    return table


@group.command("list")
@answers(Projections, _show_projections)
async def list_projections(settings: Settings) -> Projections:
    """What can be rebuilt, and how far its readers are."""
    async with bus.jetstream(settings) as stream:
        found = [await _projection(stream, name) for name in SOURCES]
    return Projections(projections=found)


async def _projection(stream: JetStreamContext, name: str) -> Projection:
    source = SOURCES[name]
    messages = (await stream.stream_info(source.stream)).state.messages
    readers = await _readers(stream, source)
    return Projection(
        name=name,
        stream=source.stream,
        about=source.about,
        messages=messages,
        readers=len(readers),
        pending_messages=max(map(_left, readers), default=0),
    )


def _show_rebuilt(rebuilt: Rebuilt) -> RenderableType:
    if rebuilt.dry_run:
        return (
            f"{rebuilt.readers} readers of {rebuilt.stream} would begin anew: "
            f"{rebuilt.messages} messages"
        )
    if rebuilt.complete:
        return f"{rebuilt.name}: {rebuilt.readers} readers are up to date ({rebuilt.took_s:.1f} s)"
    if not rebuilt.readers:
        return f"{rebuilt.name}: nobody reads it yet; its services begin anew when they start"
    if not rebuilt.pending_messages:
        return f"{rebuilt.name}: {rebuilt.readers} readers are up to date, and others are not back"
    return f"{rebuilt.name}: {rebuilt.pending_messages} messages are left; `projections list` shows"


@group.command("rebuild")
@click.argument("name", type=click.Choice(list(SOURCES)))
@click.option(
    "--wait", "wait_s", type=click.IntRange(0, 86_400), default=600, show_default=True,
    metavar="SECONDS", help="Look on so long; the readers go on without us.",
)  # fmt: skip
@DRY_RUN
@YES
@answers(
    Rebuilt,
    _show_rebuilt,
    exit_code=lambda rebuilt: Exit.DONE if rebuilt.complete or rebuilt.dry_run else Exit.TROUBLE,
    may_exit=(Exit.TROUBLE,),
)
async def rebuild(
    settings: Settings, name: str, wait_s: int, *, dry_run: bool, yes: bool
) -> Rebuilt:
    """Let a projection's readers begin anew, and look on until they are up to date.

    Its services keep serving what they have. `books` reads two days of readings again: minutes of
    load on Postgres. A reader that is away begins when it is back.
    """
    source = SOURCES[name]
    began = time.monotonic()
    async with bus.jetstream(settings) as stream:
        messages = (await stream.stream_info(source.stream)).state.messages
        before = await _readers(stream, source)
        left, complete = before, False
        if not dry_run:
            say.confirm(f"Let {len(before)} readers read {messages} messages again?", yes=yes)
            for reader in before:
                await _forget(stream, reader)
            left, complete = await _watch(stream, source, before, messages, until=began + wait_s)
    return Rebuilt(
        name=name,
        stream=source.stream,
        messages=messages,
        readers=len(left),
        pending_messages=max(map(_left, left), default=0),
        complete=complete,
        dry_run=dry_run,
        took_s=time.monotonic() - began,
    )


async def _watch(
    stream: JetStreamContext,
    source: Source,
    before: Sequence[ConsumerInfo],
    messages: int,
    *,
    until: float,
) -> tuple[Sequence[ConsumerInfo], bool]:
    """Until as many readers as asked before have nothing left (True), or time is over."""
    gone = {(each.name, each.created) for each in before}
    # One that does not ask is of a reader that was killed: the server forgets it after a while.
    awaited = max(sum(bool(each.num_waiting) for each in before), 1)
    readers: Sequence[ConsumerInfo] = ()
    with say.progress(source.stream, messages) as advance:
        while time.monotonic() < until:
            readers = [
                each
                for each in await _readers(stream, source)
                if (each.name, each.created) not in gone
            ]
            left = max(map(_left, readers), default=messages)
            advance(max(messages - left, 0))
            if len(readers) >= awaited and not left:
                return readers, True
            await asyncio.sleep(_LOOK_AGAIN_S)
    return readers, False


async def _readers(stream: JetStreamContext, source: Source) -> Sequence[ConsumerInfo]:
    """Those whose projection it is."""
    found: list[ConsumerInfo] = []
    try:
        while page := await stream.consumers_info(source.stream, offset=len(found)):
            found.extend(page)
    except nats.js.errors.NotFoundError as error:
        raise OperateError(
            f"no stream {source.stream}",
            exit_code=Exit.NOT_FOUND,
            hint="`python -m libs.jetstream declare` makes the streams; what was in them: "
            "docs/runbooks/backup-and-restore.md",
        ) from error
    durable = source.durable.durable if source.durable else None
    return [each for each in found if each.config.durable_name == durable]


async def _forget(stream: JetStreamContext, reader: ConsumerInfo) -> None:
    try:
        await stream.delete_consumer(reader.stream_name, reader.name)
    except nats.js.errors.NotFoundError:
        return  # its reader has just ended


def _left(reader: ConsumerInfo) -> int:
    """Not given to it yet, or given and not done."""
    return (reader.num_pending or 0) + (reader.num_ack_pending or 0)
