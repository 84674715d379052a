"""How far a replay is, and when it will be over."""

import asyncio
import time
from collections.abc import Callable
from datetime import tzinfo
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from devstack.demo.views.facts import event_time, kilowatts
from devstack.demo.watch import CommunityWatch

_REFRESH_EVERY_S: Final = 0.25
_STATUS_EVERY_S: Final = 5.0


class BarView:
    """A bar on a terminal, with the event time and the community's balance."""

    def __init__(self, console: Console, readings: int, zone: tzinfo) -> None:
        self._console = console
        self._readings = readings
        self._zone = zone

    async def __call__(self, watch: CommunityWatch) -> None:
        """Show until cancelled."""
        columns = (
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True, elapsed_when_finished=True),
            TextColumn("{task.description}"),
        )
        with Progress(*columns, console=self._console, expand=True) as progress:
            task = progress.add_task("", total=self._readings)
            while True:
                progress.update(
                    task,
                    completed=watch.figures.tally.acknowledged,
                    description=status(watch, self._zone),
                )
                await asyncio.sleep(_REFRESH_EVERY_S)


class LineView:
    """A line now and then, where nothing can be redrawn."""

    def __init__(self, say: Callable[[str], None], readings: int, zone: tzinfo) -> None:
        self._say = say
        self._readings = readings
        self._zone = zone

    async def __call__(self, watch: CommunityWatch) -> None:
        """Show until cancelled."""
        began_s = time.monotonic()
        while True:
            await asyncio.sleep(_STATUS_EVERY_S)
            done = watch.figures.tally.acknowledged
            left = "?"
            if done:
                elapsed_s = time.monotonic() - began_s
                left = f"{elapsed_s * (self._readings - done) / done:,.0f}"
            self._say(
                f"{done:,} of {self._readings:,} readings, about {left} s left; "
                f"{status(watch, self._zone)}"
            )


def status(watch: CommunityWatch, zone: tzinfo) -> str:
    """Readings a second, event time and excess power."""
    figures = watch.figures
    rate = f"{figures.readings_per_s:,.0f}/s"
    if figures.balance is None:
        return rate
    excess = kilowatts(figures.balance.excess_power_w)
    return f"{rate}, {event_time(figures.balance.as_of, zone)}, excess {excess}"
