"""A replay as a table for people: an episode a line, then what it comes to."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import Final

from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.replay.calls import ReplayedCall, outcomes_of
from services.engagement.domain.replay.episodes import ReplayedEpisode
from services.engagement.usecases.replay.try_policy import TriedPolicy

_KW: Final = 1_000_000
_KWH: Final = 3_600_000_000_000
_HEAD: Final = ("day", "from", "to", "peak kW", "kWh", "ended", "called", "told", "held out")
_WIDTHS: Final = (15, 5, 5, 7, 7, 10, 17, 4, 8)
_DAYS_A_WEEK: Final = 7


def replay_table(tried: TriedPolicy, facilities: int) -> str:
    """The table."""
    zone = tried.replay.policy.zone
    rows = [_row(episode, tried.calls.of(episode), zone) for episode in tried.replay.episodes]
    lines = [_line(_HEAD), _line("-" * width for width in _WIDTHS), *map(_line, rows)]
    return "\n".join([*(line.rstrip() for line in lines), "", *_summary(tried, facilities)])


def _row(episode: ReplayedEpisode, calls: Sequence[ReplayedCall], zone: tzinfo) -> list[str]:
    outcomes = outcomes_of(calls)
    return [
        f"{episode.started_at.astimezone(zone):%a %d %b %Y}",
        _clock(episode.started_at, zone),
        _clock(episode.ended_at, zone),
        f"{episode.peak_excess_mw / _KW:.1f}",
        f"{episode.excess_energy_uj / _KWH:.1f}",
        episode.end_reason or "open",
        " ".join(_clock(call.due.at, zone) for call in calls),
        str(outcomes.get(Outcome.TOLD, "")),
        str(outcomes.get(Outcome.HELD_OUT, "")),
    ]


def _summary(tried: TriedPolicy, facilities: int) -> list[str]:
    played, period = tried.replay, tried.period
    days = (period[1] - period[0]).total_seconds() / 86_400
    members = sum(tried.calls.told_times.values())
    told = sum(times * count for times, count in tried.calls.told_times.items())
    known = played.minutes / max(1.0, days * 1440)
    lines = [
        f"{days:.1f} days of {facilities} facilities, of which {known:.0%} are known; "
        f"{played.reliable_minutes / max(1, played.minutes):.0%} of that reliable",
        f"{len(played.episodes)} episodes on {_days_with(played.episodes, tried)} days, "
        f"{sum(e.excess_energy_uj for e in played.episodes) / _KWH:.1f} kWh of excess in them, "
        f"{len(played.calls)} calls",
    ]
    if members:
        weekly = told / members / days * _DAYS_A_WEEK
        spread = ", ".join(
            f"{count} {times} times" for times, count in sorted(tried.calls.told_times.items())
        )
        lines.append(f"{members} members: {weekly:.1f} notifications a week each ({spread})")
    return lines


def _days_with(episodes: Iterable[ReplayedEpisode], tried: TriedPolicy) -> int:
    zone = tried.replay.policy.zone
    return len({episode.started_at.astimezone(zone).date() for episode in episodes})


def _clock(moment: datetime | None, zone: tzinfo) -> str:
    return "" if moment is None else f"{moment.astimezone(zone):%H:%M}"


def _line(cells: Iterable[str]) -> str:
    return "  ".join(
        cell.ljust(width) if number == 0 else cell.rjust(width)
        for number, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    )
