"""Shows how the parts start and stop, a line for each change, on standard error."""

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
        self._console = Console(stderr=True, highlight=False)

    def tell(self, event: PartEvent) -> None:
        """One line. A failure's detail follows it in lines of its own, so it is left out here."""
        sign, style = _LOOKS[event.state]
        took = f" in {event.elapsed_s:.1f} s" if event.state is PartState.READY else ""
        why = f" ({escape(event.detail)})" if event.state is PartState.RESTARTING else ""
        self._console.print(f"[{style}]{sign} {event.part:<15} {event.state}{took}{why}[/]")

    def say(self, text: str) -> None:
        """A plain line."""
        self._console.print(escape(text))

    def problem(self, text: str) -> None:
        """What went wrong and what to do."""
        self._console.print(f"[bold red]{escape(text)}[/]")
