"""What a home is told so that it can react by itself: whether its community has surplus now.

Not a message to a person: a state that follows the episode, the same for every home.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.engagement.domain.balance.balance import Balance
from services.engagement.domain.balance.privacy import sums_say_nothing_of_one

TOLD_AGAIN_AFTER: Final = timedelta(seconds=60)
EXPIRES_AFTER: Final = 5 * TOLD_AGAIN_AFTER
"""A state that was not told again is nobody's word any more: the process or its link is gone."""
_NOTICEABLE: Final = 0.25
_LEAST_CHANGE_MW: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeState:
    """A community's surplus, in event time."""

    community_id: UUID
    community_name: str
    since: datetime | None = None
    """When the episode began; None without a surplus."""
    until: datetime | None = None
    """About when it will end, if anybody can say."""
    excess_mw: int | None = None
    """None without a surplus, and where it would give away one household's power."""
    as_of: datetime | None = None
    """The newest reading; None before there is one."""

    @property
    def is_on(self) -> bool:
        """There is surplus."""
        return self.since is not None


def home_state(
    community_id: UUID, community_name: str, balance: Balance | None, *, until: datetime | None
) -> HomeState:
    """What is told of a community with this balance."""
    if balance is None or balance.surplus_since is None:
        as_of = None if balance is None else balance.as_of
        return HomeState(community_id=community_id, community_name=community_name, as_of=as_of)
    shows_excess = sums_say_nothing_of_one(balance.freshness)
    return HomeState(
        community_id=community_id,
        community_name=community_name,
        since=balance.surplus_since,
        until=until,
        excess_mw=max(balance.excess_mw, 0) if shows_excess else None,
        as_of=balance.as_of,
    )


def is_worth_telling(before: HomeState | None, now: HomeState) -> bool:
    """A home has to know at once; a little more or less power is told with the next round."""
    if before is None:
        return True
    if (before.since, before.until, before.community_name) != (
        now.since,
        now.until,
        now.community_name,
    ):
        return True
    if before.excess_mw is None or now.excess_mw is None:
        return before.excess_mw != now.excess_mw
    change = abs(now.excess_mw - before.excess_mw)
    return change >= max(_LEAST_CHANGE_MW, _NOTICEABLE * before.excess_mw)
