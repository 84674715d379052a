"""What a call is planned from, and what became of one."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Protocol
from uuid import UUID

from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.expected_end import ExpectedEnd, Span
from services.engagement.domain.notifications.preference import Standing


class UsualWithdrawal(Protocol):
    """What facilities draw at a time of day as a rule."""

    def usual_mw(self, facility_id: UUID, at: datetime) -> int | None:
        """At that instant of event time; None while it is not known."""
        ...


class EndEstimates(Protocol):
    """When a surplus may end, from whatever knows best."""

    async def expected_end(
        self, community_id: UUID, at: datetime, zone: tzinfo
    ) -> ExpectedEnd | None:
        """Of the surplus that is open at `at`, event time; `zone` is the community's.

        None when nobody can say. May raise StoreUnavailableError.
        """
        ...


class CallBook(Protocol):
    """Calls at rest. Every method may raise StoreUnavailableError."""

    async def outcomes(self, episode_id: UUID) -> Mapping[Outcome, int]:
        """How many members the call about the episode had what outcome for; empty without one."""
        ...

    async def standings(
        self, user_ids: Sequence[UUID], community_id: UUID, at: datetime
    ) -> Sequence[Standing]:
        """What is at rest about these users when that community would call at `at`."""
        ...

    async def outcome_of(self, episode_id: UUID, user_id: UUID) -> Outcome | None:
        """What the call meant for the user; None for whom it was not about."""
        ...

    async def spans(self, community_id: UUID, since: datetime, until: datetime) -> Sequence[Span]:
        """The community's episodes that ended after `since` and began before `until`."""
        ...
