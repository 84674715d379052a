"""Lines for a log or a terminal that cannot redraw: news as they come, a status now and then."""

import asyncio
import time
from collections.abc import Callable
from typing import Final
from uuid import UUID

from devstack.demo.figures import Figures
from devstack.demo.views.facts import Facts, clock_time, event_time, kilowatts, milliseconds
from devstack.demo.watch import CommunityWatch
from devstack.people.engagement import Balance, Episode

_LOOK_EVERY_S: Final = 0.25
_STATUS_EVERY_S: Final = 10.0


class PlainView:
    """Says what is new until it is cancelled."""

    def __init__(self, say: Callable[[str], None], facts: Facts) -> None:
        self._say = say
        self._facts = facts
        self._episodes: dict[UUID, bool] = {}
        self._told: set[UUID] = set()

    async def __call__(self, watch: CommunityWatch) -> None:
        """Show until cancelled."""
        facts = self._facts
        self._say(f"{facts.url}  sign in: {facts.email}  {facts.password}  ({facts.pace})")
        due_s = time.monotonic()
        while True:
            figures = watch.figures
            for line in self.new_lines(figures):
                self._say(line)
            if time.monotonic() >= due_s and figures.balance is not None:
                self._say(self.status_line(figures, figures.balance))
                due_s = time.monotonic() + _STATUS_EVERY_S
            await asyncio.sleep(_LOOK_EVERY_S)

    def new_lines(self, figures: Figures) -> list[str]:
        """What has not been said yet: episodes that began or ended, notifications."""
        lines = []
        for episode in reversed(figures.episodes):
            if self._is_news(episode):
                self._episodes[episode.episode_id] = episode.ended_at is not None
                lines.append(self._episode(episode))
        for news in reversed(figures.news):
            if news.is_new and news.episode_id not in self._told:
                self._told.add(news.episode_id)
                lines.append(f"notification: {news.title}")
        return lines

    def status_line(self, figures: Figures, balance: Balance) -> str:
        """The community and its readings now."""
        to_balance = milliseconds(figures.latencies.reading_to_balance)
        return (
            f"{event_time(balance.as_of, self._facts.zone)}  "
            f"produced {kilowatts(balance.power_produced_w)}, "
            f"consumed {kilowatts(balance.power_consumed_w)}, "
            f"excess {kilowatts(balance.excess_power_w)}; "
            f"{figures.readings_per_s:,.0f} readings/s, "
            f"{figures.tally.acknowledged:,} acknowledged; to balance {to_balance} ms"
        )

    def _is_news(self, episode: Episode) -> bool:
        """What an earlier run saw end is none."""
        newest = episode.ended_at or episode.detected_at
        known = self._episodes.get(episode.episode_id)
        return newest >= self._facts.since and known != (episode.ended_at is not None)

    def _episode(self, episode: Episode) -> str:
        zone = self._facts.zone
        began = f"surplus since {clock_time(episode.started_at, zone)}"
        if episode.ended_at is None:
            return f"{began}, excess {kilowatts(episode.detected_excess_w)}"
        peak = kilowatts(episode.peak_excess_w)
        return f"{began} over at {clock_time(episode.ended_at, zone)}, peak {peak}"
