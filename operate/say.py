"""Answers on standard output, everything else on standard error."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

import click
import msgspec
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from operate.failures import Exit, OperateError

_STEPS: Final = 10
"""Lines about progress where nobody looks at a terminal: one each tenth."""
_WIDTH: Final = 160
"""Of tables that go into a file or a pipe, where no terminal says how wide it is."""
_BINARY: Final = 1024.0
_CONTROLS: Final = {
    code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"
}


class Answer(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a command prints; with `--json` exactly this. Fields are added, never renamed."""


def answer(value: Any, *, as_json: bool, show: Callable[[Any], RenderableType]) -> None:
    """Print it on standard output."""
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))
        return
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH)
    shown = show(value)
    if isinstance(shown, str):  # what is to be copied is not broken into lines
        console.print(_printable(shown), markup=False, soft_wrap=True)
    else:
        console.print(shown, markup=False)


def note(text: str) -> None:
    """A line on standard error."""
    click.echo(_printable(text), err=True)


def _printable(text: str) -> str:
    """Without what a terminal obeys: devices and strangers wrote some of what is shown."""
    return text.translate(_CONTROLS)


class _Table(Table):
    def add_row(self, *cells: RenderableType | None, **given: Any) -> None:
        super().add_row(*(_printable(c) if isinstance(c, str) else c for c in cells), **given)


def table(*columns: str, right: tuple[str, ...] = ()) -> Table:
    """A table as all commands show one; `right`: columns of numbers."""
    made = _Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return made


def somebody_is_there() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()


def confirm(question: str, *, yes: bool) -> None:
    """Return when it is agreed. Raises OperateError."""
    if yes:
        return
    if not somebody_is_there():
        raise OperateError(
            f"{question} Nobody is there to ask.",
            exit_code=Exit.NOT_CONFIRMED,
            hint="repeat with --yes, or with --dry-run to see what would be done",
        )
    if not click.confirm(question, err=True):
        raise OperateError("nothing was done", exit_code=Exit.NOT_CONFIRMED)


class Advance(Protocol):
    """Tells how far it is."""

    def __call__(self, done: int) -> None: ...


@contextmanager
def progress(what: str, total: int) -> Iterator[Advance]:
    """A bar on a terminal, a line each tenth elsewhere: a pod's log is no place for bars."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(what, total)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task(what, total=total)

        def advance(done: int) -> None:
            bar.update(task, completed=done)

        yield advance


def _lines(what: str, total: int) -> Advance:
    told = -1

    def advance(done: int) -> None:
        nonlocal told
        step = done * _STEPS // total if total else _STEPS
        if step > told:
            told = step
            note(f"{what}: {done} of {total}")

    return advance


def size(count: float) -> str:
    """Bytes as people read them."""
    for unit in ("B", "KiB", "MiB", "GiB"):
        if count < _BINARY:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= _BINARY
    return f"{count:.1f} TiB"


def moment(at: datetime | None) -> str:
    """In UTC, to the second."""
    return "" if at is None else f"{at:%Y-%m-%d %H:%M:%S}Z"


def span(seconds: float | None) -> str:
    """A duration, without fractions of a second."""
    return "" if seconds is None else str(timedelta(seconds=round(seconds)))
