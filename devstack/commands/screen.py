"""How a run is shown: one live view on a terminal, else lines."""

from devstack.commands.progress import Progress
from devstack.demo.performance import View
from devstack.demo.views.facts import Facts
from devstack.demo.views.live import LiveView
from devstack.demo.views.plain import PlainView
from devstack.supervisor.stack import Stack


class Screen:
    """Everything for people goes to standard error; standard output is for the JSON summary."""

    def __init__(self, progress: Progress, *, headless: bool) -> None:
        self._progress = progress
        self._redraws = progress.console.is_terminal and not headless

    def view(self, stack: Stack, facts: Facts) -> View:
        """The view for this terminal."""
        if self._redraws:
            return LiveView(self._progress.console, facts, stack.supervisor.parts)
        return PlainView(self._progress.say, facts)
