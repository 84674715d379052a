"""Calls' twin in memory."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.call import CallDecision, CallPlan, OverPlan
from services.engagement.domain.notifications.expected_end import Span
from services.engagement.domain.notifications.notification import InboxItem, Notification
from services.engagement.domain.notifications.preference import (
    DEFAULT_PREFERENCE,
    REACH_OF_LIMITS,
    Standing,
)
from services.engagement.outbound.tables import CallMember, MemoryTables


class MemoryCallBook(MemoryTables):
    """Keeps CallBook's promises, and those of the functions that write calls."""

    async def outcomes(self, episode_id: UUID) -> Mapping[Outcome, int]:
        self.check()
        return Counter(
            row.outcome for (episode, _), row in self.call_members.items() if episode == episode_id
        )

    async def standings(
        self, user_ids: Sequence[UUID], community_id: UUID, at: datetime
    ) -> Sequence[Standing]:
        self.check()
        return [self._standing(user_id, community_id, at) for user_id in user_ids]

    async def outcome_of(self, episode_id: UUID, user_id: UUID) -> Outcome | None:
        self.check()
        row = self.call_members.get((episode_id, user_id))
        return None if row is None else row.outcome

    async def spans(self, community_id: UUID, since: datetime, until: datetime) -> Sequence[Span]:
        self.check()
        return [
            Span(episode.started_at, episode.ended_at)
            for episode in self.recorded.values()
            if episode.community_id == community_id
            and episode.ended_at is not None
            and episode.ended_at > since
            and episode.started_at < until
        ]

    def write_call(self, plan: CallPlan) -> CallDecision:
        """Decide and write down every member's outcome and the messages."""
        decision = plan.decide(
            replace(
                self._standing(member.user_id, plan.community_id, plan.at),
                is_told=self._is_told(plan.episode_id, member.user_id),
            )
            for member in plan.members
        )
        for user_id, outcome in decision.outcomes.items():
            row = CallMember(outcome, plan.at, plan.created_at)
            self.call_members[plan.episode_id, user_id] = row
        self._add(decision.notifications)
        return decision

    def write_over(self, plan: OverPlan) -> Sequence[Notification]:
        """Messages to those of the told who asked to hear the end."""
        told = [
            self._standing(user_id, plan.community_id, plan.ended_at)
            for (episode_id, user_id), row in self.call_members.items()
            if episode_id == plan.episode_id and row.outcome is Outcome.TOLD
        ]
        return self._add(plan.decide(told))

    def _is_told(self, episode_id: UUID, user_id: UUID) -> bool:
        row = self.call_members.get((episode_id, user_id))
        return row is not None and row.outcome is Outcome.TOLD

    def _standing(self, user_id: UUID, community_id: UUID, at: datetime) -> Standing:
        preference = self.preferences.get(user_id, DEFAULT_PREFERENCE)
        own = self.community_preferences.get((user_id, community_id))
        told_at = sorted(
            row.called_at
            for (_, told_user), row in self.call_members.items()
            if told_user == user_id and row.outcome is Outcome.TOLD
        )
        return Standing(
            user_id,
            preference if own is None else own.applied_to(preference),
            tuple(told for told in told_at if abs(told - at) <= REACH_OF_LIMITS),
            told_at[-1] if told_at else None,
        )

    def _add(self, notifications: Iterable[Notification]) -> Sequence[Notification]:
        added = list(notifications)
        for notification in added:
            self.newest_position += 1
            item = InboxItem(notification, read_at=None, position=self.newest_position)
            self.inbox.setdefault(notification.notification_id, item)
        return added
