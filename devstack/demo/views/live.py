"""One live view for a terminal of any width."""

import asyncio
from collections.abc import Mapping
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from devstack.demo.figures import Figures
from devstack.demo.views.facts import Facts, clock_time, event_time, kilowatts, milliseconds
from devstack.demo.watch import CommunityWatch
from devstack.people.engagement import Balance, Episode
from devstack.supervisor.events import PartState
from devstack.supervisor.part import Part

_REFRESH_EVERY_S: Final = 0.25
_NARROW: Final = 64
_EPISODES: Final = 4
_NEWS: Final = 4
_PART_STYLES: Final = {
    PartState.READY: "green",
    PartState.RESTARTING: "yellow",
    PartState.FAILED: "bold red",
}
_YELLOW: Final = "#FFD500"


class LiveView:
    """Redraws the figures in place until it is cancelled."""

    def __init__(self, console: Console, facts: Facts, parts: Mapping[str, Part]) -> None:
        self._console = console
        self._facts = facts
        self._parts = parts

    async def __call__(self, watch: CommunityWatch) -> None:
        """Show until cancelled; the last picture stays."""
        with Live(console=self._console, auto_refresh=False, vertical_overflow="crop") as live:
            while True:
                picture = self.render(watch.community.name, watch.figures)
                live.update(picture, refresh=True)
                await asyncio.sleep(_REFRESH_EVERY_S)

    def render(self, community: str, figures: Figures) -> RenderableType:
        """The whole picture for the console's present width."""
        narrow = self._console.width < _NARROW
        return Group(
            self._head(community, figures.balance, narrow=narrow),
            _power(figures.balance),
            _readings(figures, narrow=narrow),
            self._part_states(),
            self._episodes(figures),
            self._news(figures),
            Text("Ctrl-C stops everything", style="dim"),
        )

    def _head(self, community: str, balance: Balance | None, *, narrow: bool) -> RenderableType:
        facts = self._facts
        moment = "no reading yet" if balance is None else event_time(balance.as_of, facts.zone)
        title = Text.assemble(("Meriggio", f"bold {_YELLOW}"), "  ", (community, "bold"))
        url = Text(facts.url, style="underline")
        sign_in = Text(f"{facts.email}  {facts.password}")
        rows = [title, url, sign_in] if narrow else [_two_sided(title, url), sign_in]
        return Group("", *rows, Text.assemble((moment, "bold"), f"  ({facts.pace})"), "")

    def _part_states(self) -> RenderableType:
        states = Text("parts  ")
        for name, part in self._parts.items():
            again = f" ↻{part.restarts}" if part.restarts else ""
            states.append(f"{name}{again} ", style=_PART_STYLES.get(part.state, "dim"))
        return Group(states, "")

    def _episodes(self, figures: Figures) -> RenderableType:
        lines = [self._episode(episode) for episode in figures.episodes[:_EPISODES]]
        return Group(Text("surplus episodes", style="bold"), *(lines or [_none_yet()]), "")

    def _episode(self, episode: Episode) -> Text:
        zone = self._facts.zone
        end = "now" if episode.ended_at is None else clock_time(episode.ended_at, zone)
        told = "not told: cooldown"
        if episode.notified_at is not None:
            told = f"told at {clock_time(episode.notified_at, zone)}"
        return Text(
            f"  {episode.started_at.astimezone(zone):%d %b} "
            f"{clock_time(episode.started_at, zone)} to {end}, "
            f"peak {kilowatts(episode.peak_excess_w)}, {told}",
            style=_YELLOW if episode.ended_at is None else "",
        )

    def _news(self, figures: Figures) -> RenderableType:
        lines = [
            Text(f"  {news.sent_at.astimezone():%H:%M:%S} to {news.recipients}: {news.title}")
            for news in figures.news[:_NEWS]
        ]
        return Group(Text("notifications", style="bold"), *(lines or [_none_yet()]), "")


def _none_yet() -> Text:
    return Text("  none yet", style="dim")


def _two_sided(left: RenderableType, right: RenderableType) -> RenderableType:
    table = Table.grid(expand=True)
    table.add_column()
    table.add_column(justify="right")
    table.add_row(left, right)
    return table


def _power(balance: Balance | None) -> RenderableType:
    """Produced and consumed as bars of one scale, and what is left."""
    if balance is None:
        return Group(_none_yet(), "")
    produced_w, consumed_w = balance.power_produced_w, balance.power_consumed_w
    scale_w = max(produced_w, consumed_w, 1.0)
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    bars = (("produced", produced_w, _YELLOW), ("consumed", consumed_w, "cyan"))
    for name, power_w, style in bars:
        bar = ProgressBar(
            total=scale_w, completed=power_w, complete_style=style, finished_style=style
        )
        table.add_row(name, kilowatts(power_w), bar)
    surplus = Text("")
    if balance.surplus_since is not None:
        surplus = Text("surplus: a good moment to use energy", style=f"bold {_YELLOW}")
    table.add_row("excess", Text(kilowatts(balance.excess_power_w), style="bold"), surplus)
    return Group(table, "")


def _readings(figures: Figures, *, narrow: bool) -> RenderableType:
    tally, latencies = figures.tally, figures.latencies
    counts = Text(
        f"{figures.readings_per_s:,.0f} readings/s   sent {tally.sent:,}  "
        f"acknowledged {tally.acknowledged:,}  stored {figures.stored:,}  "
        f"rejected {figures.rejected:,}"
    )
    ways = (
        ("device to acknowledgement", latencies.device_to_acknowledged),
        ("reading to stored", latencies.reading_to_stored),
        ("reading to balance", latencies.reading_to_balance),
        ("threshold to notification", latencies.threshold_to_sent),
    )
    table = Table.grid(padding=(0, 2))
    for name, percentiles in ways:
        table.add_row(name, milliseconds(percentiles))
    title = "latency in ms, p50 / p95 / p99"
    if narrow:
        title = "ms, p50 / p95 / p99"
    return Group(counts, Text(title, style="dim"), table, "")
