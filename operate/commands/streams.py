"""`streams`: what is on the bus, how full it is, and how far behind its readers are."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

import click
import nats.js.errors
from nats.js import JetStreamContext
from nats.js.api import ConsumerInfo, StreamInfo
from rich.console import Group, RenderableType

from libs.contracts import consumers, streams
from operate import say
from operate.command import DRY_RUN, YES, answers
from operate.failures import Exit, OperateError
from operate.reach import bus
from operate.settings import Settings

NAMES: Final = tuple(spec.name for spec in streams.ALL)
_NAME = click.argument("name", type=click.Choice(NAMES, case_sensitive=False))


class Reader(say.Answer, frozen=True, kw_only=True):
    """A consumer. `durable`: its place is kept, and replicas share the work; others follow alone.

    `pending_messages` have not been given to it yet; `unacknowledged_messages` it is working on.
    """

    stream: str
    name: str
    durable: bool
    pending_messages: int
    unacknowledged_messages: int
    redelivered_messages: int
    last_active_at: datetime | None


class Stream(say.Answer, frozen=True, kw_only=True):
    """A stream as it is. `declared` is False of one that no contract knows."""

    name: str
    declared: bool
    exists: bool
    messages: int = 0
    size_bytes: int = 0
    limit_bytes: int | None = None
    full_ratio: float | None = None
    """0 to 1; none without a limit."""
    oldest_age_s: float | None = None
    replicas: int = 0
    leader: str | None = None
    readers: Sequence[Reader] = ()


class Streams(say.Answer, frozen=True, kw_only=True):
    """All streams, the declared ones first."""

    streams: list[Stream]


class Lag(say.Answer, frozen=True, kw_only=True):
    """`late`: a reader has more pending messages than `--at-most`."""

    late: bool
    readers: list[Reader]


class Purged(say.Answer, frozen=True, kw_only=True):
    """`messages` were there; `kept` are the newest of them, which stay."""

    stream: str
    messages: int
    kept: int
    dry_run: bool


@click.group("streams")
def group() -> None:
    """What is on the bus, how full it is, and how far behind its readers are."""


def _show_streams(found: Streams) -> RenderableType:
    table = say.table(
        *("stream", "messages", "size", "full", "oldest", "copies", "readers", "pending"),
        right=("messages", "size", "full", "oldest", "copies", "readers", "pending"),
    )
    for each in found.streams:
        if not each.exists:
            table.add_row(each.name, "MISSING")
            continue
        full = "" if each.full_ratio is None else f"{each.full_ratio:.1%}"
        pending = max((reader.pending_messages for reader in each.readers), default=0)
        name = each.name if each.declared else f"{each.name} (unknown)"
        table.add_row(
            *(name, str(each.messages), say.size(each.size_bytes), full),
            *(say.span(each.oldest_age_s), str(each.replicas), str(len(each.readers))),
            str(pending),
        )
    return table


@group.command("list")
@answers(
    Streams,
    _show_streams,
    exit_code=lambda found: (
        Exit.DONE if all(each.exists for each in found.streams) else Exit.TROUBLE
    ),
    may_exit=(Exit.TROUBLE,),
)
async def list_streams(settings: Settings) -> Streams:
    """Every stream with its readers; exit code 1 if one is missing."""
    async with bus.jetstream(settings) as stream:
        found = {info.config.name or "": info for info in await stream.streams_info()}
        declared = [
            await described(stream, spec.name, found.get(spec.name)) for spec in streams.ALL
        ]
        others = [
            await described(stream, name, info)
            for name, info in sorted(found.items())
            if name not in NAMES
        ]
    return Streams(streams=[*declared, *others])


def _show_lag(lag: Lag) -> RenderableType:
    table = say.table(
        *("stream", "reader", "pending", "in work", "delivered again", "last active"),
        right=("pending", "in work", "delivered again"),
    )
    for each in lag.readers:
        name = each.name if each.durable else f"{each.name} (follows)"
        table.add_row(
            *(each.stream, name, str(each.pending_messages), str(each.unacknowledged_messages)),
            *(str(each.redelivered_messages), say.moment(each.last_active_at)),
        )
    return table


@group.command("lag")
@click.option(
    "--at-most", type=click.IntRange(0), metavar="MESSAGES", default=None,
    help="Exit code 1 where a reader has more pending.",
)  # fmt: skip
@answers(
    Lag,
    _show_lag,
    exit_code=lambda lag: Exit.TROUBLE if lag.late else Exit.DONE,
    may_exit=(Exit.TROUBLE,),
)
async def lag(settings: Settings, at_most: int | None) -> Lag:
    """How far behind each reader is.

    Pending messages are stored and have not been given to the reader. They fall to 0 within seconds
    unless the reader is away or too slow. A durable reader's place is kept while it is away.
    """
    async with bus.jetstream(settings) as stream:
        readers = [
            reader
            for info in await stream.streams_info()
            for reader in await _readers(stream, info)
        ]
    missing = {(each.stream, each.durable) for each in consumers.ALL} - {
        (each.stream, each.name) for each in readers
    }
    for name, durable in sorted(missing):
        say.note(f"no reader {durable} on {name}: its service has not read anything yet")
    most = max((each.pending_messages for each in readers), default=0)
    return Lag(late=at_most is not None and most > at_most, readers=readers)


def _show_purged(purged: Purged) -> RenderableType:
    verb = "would go" if purged.dry_run else "went"
    gone = purged.messages - purged.kept
    return Group(f"{purged.stream}: {gone} messages {verb}, the newest {purged.kept} stay")


@group.command("purge")
@_NAME
@click.option("--keep", type=click.IntRange(0), required=True, help="How many of the newest stay.")
@DRY_RUN
@YES
@answers(Purged, _show_purged)
async def purge(settings: Settings, name: str, keep: int, *, dry_run: bool, yes: bool) -> Purged:
    """Delete a stream's oldest messages, where it is full and they have been read.

    A reading that energy has not stored is then lost. REGISTRY and USERS are the last state of
    everything and are refused: raise their limit instead.
    """
    if name in {streams.REGISTRY.name, streams.USERS.name}:
        raise OperateError(
            f"{name} holds the last state of everything: whoever starts afterwards knows nothing",
            hint="raise its limit in libs/contracts/streams.py",
        )
    async with bus.jetstream(settings) as stream:
        info = await stream.stream_info(name)
        messages = info.state.messages
        purged = Purged(stream=name, messages=messages, kept=min(keep, messages), dry_run=dry_run)
        if dry_run:
            return purged
        unread = sum(
            each.pending_messages + each.unacknowledged_messages
            for each in await _readers(stream, info)
            if each.durable
        )
        say.confirm(
            f"Delete {messages - purged.kept} of {messages} messages of {name}"
            + (f", although {unread} have not been read or are in work" if unread else "")
            + "?",
            yes=yes,
        )
        await stream.purge_stream(name, keep=keep)
    return purged


async def described(stream: JetStreamContext, name: str, info: StreamInfo | None) -> Stream:
    """A stream with its readers."""
    if info is None:
        return Stream(name=name, declared=True, exists=False)
    limit = info.config.max_bytes or -1
    first = await _first_at(stream, info)
    return Stream(
        name=name,
        declared=name in NAMES,
        exists=True,
        messages=info.state.messages,
        size_bytes=info.state.bytes,
        limit_bytes=limit if limit > 0 else None,
        full_ratio=info.state.bytes / limit if limit > 0 else None,
        oldest_age_s=(datetime.now(UTC) - first).total_seconds() if first else None,
        replicas=info.config.num_replicas or 1,
        leader=info.cluster.leader if info.cluster else None,
        readers=await _readers(stream, info),
    )


async def _readers(stream: JetStreamContext, info: StreamInfo) -> list[Reader]:
    name = info.config.name or ""
    found: list[ConsumerInfo] = []
    try:
        while page := await stream.consumers_info(name, offset=len(found)):
            found.extend(page)
    except nats.js.errors.NotFoundError:
        return []  # the stream went meanwhile
    return [_reader(name, each) for each in _sorted(found)]


def _sorted(found: Iterable[ConsumerInfo]) -> list[ConsumerInfo]:
    return sorted(found, key=lambda each: (each.config.durable_name is None, each.name))


def _reader(stream: str, info: ConsumerInfo) -> Reader:
    return Reader(
        stream=stream,
        name=info.name,
        durable=info.config.durable_name is not None,
        pending_messages=info.num_pending or 0,
        unacknowledged_messages=info.num_ack_pending or 0,
        redelivered_messages=info.num_redelivered or 0,
        last_active_at=_last_active(info),
    )


def _last_active(info: ConsumerInfo) -> datetime | None:
    return info.delivered.last_active if info.delivered else None


async def _first_at(stream: JetStreamContext, info: StreamInfo) -> datetime | None:
    """When the oldest message came; none of an empty stream."""
    if not info.state.messages:
        return None
    try:
        return (await stream.get_msg(info.config.name or "", info.state.first_seq)).time
    except nats.js.errors.NotFoundError:
        return None  # it went meanwhile
