"""`copies`: of streams in a folder, there and back; and the bus after an older database."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import RenderableType

from libs.chassis.bus import Bus
from libs.contracts import consumers, streams
from libs.jetstream import copies
from libs.jetstream.rewind import STREAMS_OF_STATES, rewind
from operate import say
from operate.command import DRY_RUN, YES, answers
from operate.failures import Exit, OperateError
from operate.reach import bus
from operate.settings import Settings

_NAMES = tuple(spec.name for spec in streams.ALL)
_FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))


class Copy(say.Answer, frozen=True, kw_only=True):
    """A stream's copy, a folder of its own."""

    stream: str
    folder: str
    messages: int


class Copies(say.Answer, frozen=True, kw_only=True):
    """What was copied, or put back."""

    copies: list[Copy]


class Rewound(say.Answer, frozen=True, kw_only=True):
    """What went: told again from the databases, read again from the streams."""

    dry_run: bool
    streams: list[str]
    readers: list[str]


@click.group("copies")
def group() -> None:
    """Copies of streams in a folder, there and back; and the bus after an older database.

    What has to be copied at all, and in which order one comes back: the runbook
    docs/runbooks/backup-and-restore.md.
    """


def _show_copies(done: Copies) -> RenderableType:
    table = say.table("stream", "messages", "folder", right=("messages",))
    for each in done.copies:
        table.add_row(each.stream, str(each.messages), each.folder)
    return table


@group.command("make")
@_FOLDER
@click.argument("names", type=click.Choice(_NAMES), nargs=-1, required=True, metavar="STREAM...")
@answers(Copies, _show_copies)
async def make(settings: Settings, folder: Path, names: tuple[str, ...]) -> Copies:
    """Copy streams into FOLDER, while they are used: a folder each, in place of an older copy."""
    made = []
    async with bus.connected(settings) as client:
        with say.progress("streams", len(names)) as advance:
            for name in names:
                place = _made(folder / name)
                messages = await copies.back_up(Bus(client), name, place)
                made.append(Copy(stream=name, folder=str(place), messages=messages))
                advance(len(made))
    return Copies(copies=made)


@group.command("restore")
@_FOLDER
@YES
@answers(Copies, _show_copies)
async def restore(settings: Settings, folder: Path, *, yes: bool) -> Copies:
    """Make streams of their copies in FOLDER, before the services start.

    A stream that is there is not touched: that is an error, and the rest waits.
    """
    places = _copies_in(folder)
    names = ", ".join(place.name for place in places)
    say.confirm(f"Put back {names}? No service may run meanwhile.", yes=yes)
    done = []
    async with bus.connected(settings) as client:
        with say.progress("streams", len(places)) as advance:
            for place in places:
                name, messages = await copies.restore(Bus(client), place)
                done.append(Copy(stream=name, folder=str(place), messages=messages))
                advance(len(done))
    return Copies(copies=done)


def _show_rewound(rewound: Rewound) -> RenderableType:
    verb = "would go" if rewound.dry_run else "went"
    return f"{', '.join(rewound.streams)} and the places of {', '.join(rewound.readers)} {verb}"


@group.command("rewind")
@DRY_RUN
@YES
@answers(Rewound, _show_rewound)
async def rewind_bus(settings: Settings, *, dry_run: bool, yes: bool) -> Rewound:
    """Let the bus begin again where a database that was restored stands; services are stopped.

    Streams of states go: their owners tell them anew. Readers lose their place, and read again what
    the streams still have; what the books know counts as repeated.
    """
    rewound = Rewound(
        dry_run=dry_run,
        streams=[spec.name for spec in STREAMS_OF_STATES],
        readers=[each.durable for each in consumers.ALL],
    )
    if not dry_run:
        names = ", ".join(rewound.streams)
        say.confirm(f"Delete {names}? Only after an older database was restored.", yes=yes)
        async with bus.connected(settings) as client:
            await rewind(Bus(client))
    return rewound


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _copies_in(folder: Path) -> Sequence[Path]:
    """Raises OperateError when there are none."""
    places = sorted(path.parent for path in folder.glob(f"*/{copies.SETTINGS}"))
    if not places:
        raise OperateError(f"no copy of a stream in {folder}", exit_code=Exit.NOT_FOUND)
    return places
