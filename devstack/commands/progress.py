"""Shows how the parts start and stop, a line for each change, on standard error."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.markup import escape

from devstack.supervisor.events import PartEvent, PartState

_LOOKS: Final = {
    PartState.STARTING: ("…", "dim"),
    PartState.READY: ("✓", "green"),
    PartState.RESTARTING: ("↻", "yellow"),
    PartState.FAILED: ("✗", "bold red"),
    PartState.STOPPED: ("-", "dim"),
}


class Progress:
    """Prints PartEvents; on a terminal in colour."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, highlight=False)

    def tell(self, event: PartEvent) -> None:
        """One line. A failure's detail follows it in lines of its own, so it is left out here."""
        sign, style = _LOOKS[event.state]
        took = f" in {event.elapsed_s:.1f} s" if event.state is PartState.READY else ""
        why = f" ({escape(event.detail)})" if event.state is PartState.RESTARTING else ""
        self.console.print(f"[{style}]{sign} {event.part:<15} {event.state}{took}{why}[/]")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Tell of a piece of work as of a part: starting, ready, failed, or stopped by a person."""
        began_s = time.monotonic()
        self.tell(PartEvent(part=name, state=PartState.STARTING))
        try:
            yield
        except Exception:
            self.tell(PartEvent(part=name, state=PartState.FAILED))
            raise
        except BaseException:
            self.tell(PartEvent(part=name, state=PartState.STOPPED))
            raise
        elapsed_s = time.monotonic() - began_s
        self.tell(PartEvent(part=name, state=PartState.READY, elapsed_s=elapsed_s))

    def say(self, text: str) -> None:
        """A plain line."""
        self.console.print(escape(text), soft_wrap=True)

    def problem(self, text: str) -> None:
        """What went wrong and what to do."""
        self.console.print(f"[bold red]{escape(text)}[/]", soft_wrap=True)
