"""The parts of the live view: each from figures to something rich can draw."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Final

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from devstack.demo.figures import Figures, Latencies, SentNews
from devstack.demo.views.facts import Facts, clock_time, event_time, kilowatts, milliseconds
from devstack.people.engagement import Balance, Episode
from devstack.supervisor.events import PartState
from devstack.supervisor.part import Part

_YELLOW: Final = "#FFD500"
_NONE_YET: Final = Text("  none yet", style="dim")
_PART_LOOKS: Final = {
    PartState.READY: ("✓", "green"),
    PartState.RESTARTING: ("↻", "yellow"),
    PartState.FAILED: ("✗", "bold red"),
}


def head_section(
    facts: Facts, community: str, balance: Balance | None, *, narrow: bool
) -> RenderableType:
    """What is shown, where to look at it, and what time it is there."""
    moment = "no reading yet" if balance is None else event_time(balance.as_of, facts.zone)
    title = Text.assemble(("Meriggio", f"bold {_YELLOW}"), "  ", (community, "bold"))
    url = Text(facts.url, style="underline")
    sign_in = Text(f"sign in: {facts.email}  {facts.password}")
    rows = [title, url, sign_in] if narrow else [_two_sided(title, url), sign_in]
    return Group(*rows, Text.assemble((moment, "bold"), f"  {facts.pace}"))


def power_section(balance: Balance | None) -> RenderableType:
    """Produced and consumed as bars of one scale, and what is left."""
    if balance is None:
        return _NONE_YET
    scale_w = max(balance.power_produced_w, balance.power_consumed_w, 1.0)
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    for name, power_w, style in (
        ("produced", balance.power_produced_w, _YELLOW),
        ("consumed", balance.power_consumed_w, "cyan"),
    ):
        bar = ProgressBar(scale_w, power_w, complete_style=style, finished_style=style)
        table.add_row(name, kilowatts(power_w), bar)
    surplus = Text()
    if balance.surplus_since is not None:
        surplus = Text("surplus: a good moment to use energy", style=f"bold {_YELLOW}")
    table.add_row("excess", Text(kilowatts(balance.excess_power_w), style="bold"), surplus)
    return table


def readings_section(figures: Figures) -> RenderableType:
    """How many readings, and where they are."""
    tally = figures.tally
    return Text(
        f"{figures.readings_per_s:,.0f} readings/s: sent {tally.sent:,}, "
        f"acknowledged {tally.acknowledged:,}, stored {figures.stored:,}, "
        f"rejected {figures.rejected:,}"
    )


def latency_section(latencies: Latencies, *, narrow: bool) -> RenderableType:
    """How long each way takes."""
    table = Table.grid(padding=(0, 2))
    for name, percentiles in (
        ("device to acknowledgement", latencies.device_to_acknowledged),
        ("reading to stored", latencies.reading_to_stored),
        ("reading to balance", latencies.reading_to_balance),
        ("threshold to notification", latencies.threshold_to_sent),
    ):
        table.add_row(f"  {name}", milliseconds(percentiles))
    title = "ms: p50 / p95 / p99" if narrow else "latency in ms: p50 / p95 / p99"
    return Group(Text(title, style="dim"), table)


def parts_section(parts: Iterable[Part]) -> RenderableType:
    """Each part with its state, and how often it was started again."""
    states = Text()
    for part in parts:
        sign, style = _PART_LOOKS.get(part.state, ("…", "dim"))
        again = f" (started again: {part.restarts})" if part.restarts else ""
        states.append(f"{sign} {part.name}{again}  ", style=style)
    return states


def episodes_section(episodes: Sequence[Episode], zone: tzinfo) -> RenderableType:
    """The newest surplus episodes."""
    lines = [_episode_line(episode, zone) for episode in episodes]
    return Group(Text("surplus episodes", style="bold"), *(lines or [_NONE_YET]))


def news_section(news: Sequence[SentNews]) -> RenderableType:
    """What members were told last."""
    lines = [
        Text(f"  {item.sent_at.astimezone():%H:%M:%S} to {item.recipients}: {item.title}")
        for item in news
    ]
    return Group(Text("notifications", style="bold"), *(lines or [_NONE_YET]))


def _episode_line(episode: Episode, zone: tzinfo) -> Text:
    begin = f"{episode.started_at.astimezone(zone):%d %b %H:%M}"
    told = "not told: cooldown"
    if episode.notified_at is not None:
        told = f"told at {clock_time(episode.notified_at, zone)}"
    if episode.ended_at is None:
        return Text(f"  {begin} to now, {told}", style=_YELLOW)
    end, peak = clock_time(episode.ended_at, zone), kilowatts(episode.peak_excess_w)
    return Text(f"  {begin} to {end}, peak {peak}, {told}")


def _two_sided(left: RenderableType, right: RenderableType) -> RenderableType:
    table = Table.grid(expand=True)
    table.add_column()
    table.add_column(justify="right")
    table.add_row(left, right)
    return table
