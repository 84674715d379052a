"""Calls in Postgres: decided and written down in the transaction of their episode."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.call import CallPlan, OverPlan
from services.engagement.domain.notifications.expected_end import Span
from services.engagement.domain.notifications.notification import Notification
from services.engagement.domain.notifications.preference import (
    REACH_OF_LIMITS,
    CommunityPreference,
    MailUse,
    Standing,
)
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.notifications import statements
from services.engagement.outbound.notifications.preferences import preference_from_row


@dataclass(frozen=True, slots=True)
class WrittenCall:
    """New notifications, how their users use mail, and every member's outcome."""

    notifications: Sequence[Notification]
    mail: Mapping[UUID, MailUse]
    outcomes: Mapping[UUID, Outcome] = field(default_factory=dict)


class PostgresCallBook:
    """Keeps CallBook's promises."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def outcomes(self, episode_id: UUID) -> Mapping[Outcome, int]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(statements.OUTCOMES, episode_id)
        return {Outcome(row["outcome"]): row["members"] for row in rows}

    async def standings(
        self, user_ids: Sequence[UUID], community_id: UUID, at: datetime
    ) -> Sequence[Standing]:
        async with available(self._pool) as connection:
            return await _standings(connection, user_ids, community_id, at)

    async def outcome_of(self, episode_id: UUID, user_id: UUID) -> Outcome | None:
        async with available(self._pool) as connection:
            outcome = await connection.fetchval(statements.OUTCOME_OF, episode_id, user_id)
        return None if outcome is None else Outcome(outcome)

    async def spans(self, community_id: UUID, since: datetime, until: datetime) -> Sequence[Span]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(statements.SPANS, community_id, since, until)
        return [Span(row["started_at"], row["ended_at"]) for row in rows]


async def lock_recipients(
    connection: Any, calls: Sequence[CallPlan], overs: Sequence[OverPlan]
) -> None:
    """Until the transaction ends nobody else decides about those who may be told.

    Communities that call the same person at once take turns, so that neither overlooks what the
    other told. All at once and in order of the ids, so that no two transactions wait for one
    another.
    """
    user_ids = {member.user_id for plan in calls for member in plan.members}
    for plan in overs:
        user_ids |= set(await _told(connection, plan))
    if user_ids:
        ordered = sorted(user_ids)
        await connection.execute(statements.ADD_RECIPIENTS, ordered)
        await connection.execute(statements.LOCK_RECIPIENTS, ordered)


async def write_call(connection: Any, plan: CallPlan) -> WrittenCall:
    """Decide and write down every member's outcome and the messages; the recipients are locked."""
    user_ids = [member.user_id for member in plan.members]
    standings = await _standings(
        connection, user_ids, plan.community_id, plan.at, episode_id=plan.episode_id
    )
    # For thousands of members this takes a good part of a second, and all else has to go on.
    decision = await asyncio.to_thread(plan.decide, standings)
    await connection.execute(
        statements.ADD_CALL_MEMBERS,
        plan.episode_id,
        list(decision.outcomes),
        [outcome.value for outcome in decision.outcomes.values()],
        plan.at,
        plan.created_at,
    )
    await _add_notifications(connection, decision.notifications)
    return WrittenCall(decision.notifications, _mail(standings), decision.outcomes)


async def write_over(connection: Any, plan: OverPlan) -> WrittenCall:
    """Messages to those of the told who asked to hear the end; the recipients are locked."""
    user_ids = await _told(connection, plan)
    standings = await _standings(connection, user_ids, plan.community_id, plan.ended_at)
    notifications = await asyncio.to_thread(plan.decide, standings)
    await _add_notifications(connection, notifications)
    return WrittenCall(notifications, _mail(standings))


async def _told(connection: Any, plan: OverPlan) -> Sequence[UUID]:
    rows = await connection.fetch(
        statements.TOLD, plan.episode_id, [member.user_id for member in plan.members]
    )
    return [row["user_id"] for row in rows]


async def _standings(
    connection: Any,
    user_ids: Sequence[UUID],
    community_id: UUID,
    at: datetime,
    *,
    episode_id: UUID | None = None,
) -> Sequence[Standing]:
    since, until = at - REACH_OF_LIMITS, at + REACH_OF_LIMITS
    rows = await connection.fetch(
        statements.STANDINGS, user_ids, community_id, since, until, episode_id
    )
    return [_standing(row) for row in rows]


def _standing(row: Any) -> Standing:
    preference = preference_from_row(row)
    if row["own_wanted"] is not None:
        own = CommunityPreference(row["own_wanted"], row["own_surplus_over"])
        preference = own.applied_to(preference)
    return Standing(
        row["user_id"],
        preference,
        tuple(row["told_at"] or ()),
        row["last_told_at"],
        row["is_told"],
    )


async def _add_notifications(connection: Any, messages: Sequence[Notification]) -> None:
    await connection.execute(
        statements.ADD_NOTIFICATIONS,
        [message.notification_id for message in messages],
        [message.episode_id for message in messages],
        [message.community_id for message in messages],
        [message.user_id for message in messages],
        [message.kind for message in messages],
        [message.title for message in messages],
        [message.short_body for message in messages],
        [message.body for message in messages],
        [message.language for message in messages],
        [message.created_at for message in messages],
        [message.community_name for message in messages],
    )


def _mail(standings: Sequence[Standing]) -> Mapping[UUID, MailUse]:
    return {standing.user_id: standing.preference.mail for standing in standings}
