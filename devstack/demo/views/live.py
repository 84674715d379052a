"""One live view for a terminal of any size."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.text import Text

from devstack.demo.figures import Figures
from devstack.demo.views.facts import Facts
from devstack.demo.views.sections import (
    episodes_section,
    head_section,
    latency_section,
    news_section,
    parts_section,
    power_section,
    readings_section,
)
from devstack.demo.watch import CommunityWatch
from devstack.supervisor.part import Part

_REFRESH_EVERY_S: Final = 0.25
_NARROW_COLUMNS: Final = 64
_SHORT_LINES: Final = 32
_ITEMS: Final = 4
_ITEMS_WHEN_SHORT: Final = 2


class LiveView:
    """Redraws the figures in place until it is cancelled; the last picture stays."""

    def __init__(self, console: Console, facts: Facts, parts: Mapping[str, Part]) -> None:
        self._console = console
        self._facts = facts
        self._parts = parts

    async def __call__(self, watch: CommunityWatch) -> None:
        """Show until cancelled."""
        with Live(console=self._console, auto_refresh=False, vertical_overflow="crop") as live:
            while True:
                picture = self.render(watch.community.name, watch.figures)
                live.update(picture, refresh=True)
                await asyncio.sleep(_REFRESH_EVERY_S)

    def render(self, community: str, figures: Figures) -> RenderableType:
        """The whole picture for the console's present size."""
        narrow = self._console.width < _NARROW_COLUMNS
        short = self._console.height < _SHORT_LINES
        items = _ITEMS_WHEN_SHORT if short else _ITEMS
        sections = (
            head_section(self._facts, community, figures.balance, narrow=narrow),
            power_section(figures.balance),
            Group(readings_section(figures), latency_section(figures.latencies, narrow=narrow)),
            parts_section(self._parts.values()),
            episodes_section(figures.episodes[:items], self._facts.zone),
            news_section(figures.news[:items]),
            Text("Ctrl-C stops everything", style="dim"),
        )
        return Group("", *(sections if short else _spaced(sections)))


def _spaced(sections: Iterable[RenderableType]) -> Iterable[RenderableType]:
    for number, section in enumerate(sections):
        if number:
            yield Text("")
        yield section
