"""How a run is shown: redrawn in place on a terminal, else by lines."""

from datetime import tzinfo

from devstack.commands.progress import Progress
from devstack.demo.performance import View
from devstack.demo.system import System
from devstack.demo.views.facts import Facts
from devstack.demo.views.live import LiveView
from devstack.demo.views.plain import PlainView
from devstack.replay.views import BarView, LineView


class Screen:
    """Everything for people goes to standard error; standard output is for the JSON summary."""

    def __init__(self, progress: Progress, *, headless: bool) -> None:
        self._progress = progress
        self._redraws = progress.console.is_terminal and not headless

    def demo_view(self, stack: System, facts: Facts) -> View:
        """The community's figures, its episodes and its notifications."""
        if self._redraws:
            return LiveView(self._progress.console, facts, stack.parts)
        return PlainView(self._progress.say, facts)

    def replay_view(self, readings: int, zone: tzinfo) -> View:
        """How many of the readings have been played."""
        if self._redraws:
            return BarView(self._progress.console, readings, zone)
        return LineView(self._progress.say, readings, zone)
