"""The representative tries a policy on the community's past balances (FR4.2)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.errors import FieldError, InvalidInputError
from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.domain.notifications.preference import Standing
from services.engagement.domain.registry.registry import Community
from services.engagement.domain.replay.calls import Audience, ReplayedCalls, replay_calls
from services.engagement.domain.replay.episodes import Replay, replay
from services.engagement.domain.replay.series import PowerPoint, power_points
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.ports.balance import BalanceMinutes
from services.engagement.ports.calls import CallBook
from services.engagement.usecases.notifications.plan_call import PlanCall
from services.engagement.usecases.registry.access import Access

LONGEST_PERIOD: Final = timedelta(days=93)
"""134,000 minutes: half a second of work."""
MAXIMUM_POINTS: Final = 1_000


class PeriodNotUsableError(InvalidInputError):
    """The period is empty or too long."""

    code = "period_not_usable"


@dataclass(frozen=True, slots=True)
class TriedPolicy:
    """What a policy would have done in a period."""

    period: tuple[datetime, datetime]
    replay: Replay
    calls: ReplayedCalls
    points: Sequence[PowerPoint]
    interval: timedelta


class TryPolicy:
    """Changes nothing: the same state machine and the same choice of an audience, other data."""

    def __init__(
        self, access: Access, minutes: BalanceMinutes, calls: CallBook, plan: PlanCall
    ) -> None:
        self._access = access
        self._minutes = minutes
        self._calls = calls
        self._plan = plan

    async def __call__(
        self,
        user_id: UUID,
        community_id: UUID,
        *,
        period: tuple[datetime, datetime],
        policy: SurplusPolicy | None,
    ) -> TriedPolicy:
        """With the members and preferences of now; `policy` None is the one in force.

        Raises CommunityNotFoundError, NotRepresentativeError, PeriodNotUsableError or
        StoreUnavailableError.
        """
        community = self._access.check_representative(user_id, community_id)
        _check(period)
        minutes = await self._minutes.read(community_id, *period)
        members = self._plan.members(community_id, period[1])
        standings = await self._calls.standings(
            [member.user_id for member in members], community_id, period[0]
        )
        fresh = [Standing(standing.user_id, standing.preference) for standing in standings]
        return await asyncio.to_thread(
            try_on,
            community,
            policy or community.policy,
            period,
            minutes,
            audience=Audience(members, fresh),
        )


def try_on(
    community: Community,
    policy: SurplusPolicy,
    period: tuple[datetime, datetime],
    minutes: Sequence[BalanceMinute],
    *,
    audience: Audience,
) -> TriedPolicy:
    """The policy on these minutes, with these members."""
    played = replay(policy, minutes)
    points, interval = power_points(minutes, *period, at_most=MAXIMUM_POINTS)
    calls = replay_calls(community, played, audience)
    return TriedPolicy(period, played, calls, points, interval)


def _check(period: tuple[datetime, datetime]) -> None:
    start, end = period
    if start < end and end - start <= LONGEST_PERIOD:
        return
    message = f"must be later than `from`, by {LONGEST_PERIOD.days} days at most"
    raise PeriodNotUsableError(
        f"`to` {message}", fields=(FieldError("to", PeriodNotUsableError.code, message),)
    )
