"""When a running demo is worth a picture: its figures are of now, and most of its day is known."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from devstack.people.account import Account
from devstack.people.connection import ApiProblem
from devstack.people.energy import EnergyData
from devstack.people.engagement import Engagement

OLDEST: Final = timedelta(minutes=2)
"""Of the newest figures."""
LEAST_KNOWN: Final = 0.6
"""Of the day so far: a chart of less is mostly a gap."""
_SHORTEST_DAY: Final = timedelta(hours=1)
_ROME: Final = ZoneInfo("Europe/Rome")
_EVERY_S: Final = 2.0


async def until_ready(account: Account, community_id: UUID, tell: Callable[[str], None]) -> None:
    """Say what is waited for whenever that changes. Raises ApiProblem, httpx.TransportError.

    `make demo` plays sixty times as fast from the morning on until it is live; where that morning
    is today's, the hours before it are known of no facility, and the wait is long.
    """
    told = ""
    while missing := await _missing(account, community_id, datetime.now(UTC)):
        if missing != told:
            tell(f"waiting: {missing}")
        told = missing
        await asyncio.sleep(_EVERY_S)


async def _missing(account: Account, community_id: UUID, now: datetime) -> str:
    """What is, in words that stay the same for a while; empty when nothing is."""
    try:
        balance = await Engagement(account).balance(community_id)
    except ApiProblem as problem:
        if problem.code != "no_balance_yet":
            raise
        return "the demo has no figures yet"
    if now - balance.as_of > OLDEST:
        return f"the demo's figures are of {balance.as_of.astimezone(_ROME):%d %B, %H:00}"
    known = await _known_today(account, community_id, now)
    return "" if known >= LEAST_KNOWN else f"the demo knows {known:.0%} of its day"


async def _known_today(account: Account, community_id: UUID, now: datetime) -> float:
    """The share of the time since midnight, of all facilities."""
    local = now.astimezone(_ROME)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if local - midnight < _SHORTEST_DAY:
        return 1.0
    read = await EnergyData(account).community(
        community_id, begin=midnight, end=now, resolution="hour"
    )
    known_s = sum(interval.coverage_s for interval in read.history)
    return known_s / (now - midnight).total_seconds()
