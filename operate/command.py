"""The one shape of all commands: settings and options in, an answer out, on one of two ways."""

import asyncio
import functools
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

import click
from rich.console import RenderableType

from operate import say
from operate.failures import Exit

T = TypeVar("T")

YES: Final = click.option("--yes", is_flag=True, help="Do not ask.")
DRY_RUN: Final = click.option(
    "--dry-run", is_flag=True, help="Only say what would be done; change nothing."
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What `--json` prints: a Struct, or in words what another's answer is passed on."""

    kind: Any
    exit_codes: tuple[Exit, ...]


def answers(
    kind: Any,
    show: Callable[[Any], RenderableType],
    *,
    exit_code: Callable[[Any], Exit] = lambda _: Exit.DONE,
    may_exit: tuple[Exit, ...] = (),
) -> Callable[[Callable[..., Coroutine[Any, Any, T]]], Callable[..., None]]:
    """Decorate `async def command(settings, ...options)`, which returns a `kind`.

    `exit_code` looks at the answer; `may_exit`: what it may say besides DONE, for the reference.
    """

    def decorate(
        function: Callable[..., Coroutine[Any, Any, T]],
    ) -> Callable[..., None]:
        @click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
        @functools.wraps(function)
        def run(*, as_json: bool, **given: Any) -> None:
            context = click.get_current_context()
            made = asyncio.run(function(context.obj(), **given))
            say.answer(made, as_json=as_json, show=show)
            context.exit(exit_code(made))

        run.promise = Promise(kind, may_exit)  # type: ignore[attr-defined]  # for the reference
        return run

    return decorate


class Moment(click.ParamType[datetime]):
    """RFC 3339 with a zone, as everywhere in the APIs."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Raises click.BadParameter."""
        if isinstance(value, datetime):
            return value
        try:
            made = datetime.fromisoformat(value)
        except ValueError:
            made = None
        if made is None or made.tzinfo is None:
            self.fail(f"{value}: not like 2027-06-21T10:00:00Z", param, ctx)
        return made


MOMENT: Final = Moment()
