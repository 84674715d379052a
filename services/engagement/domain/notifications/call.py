"""What a call means for each member, and what those told are written; and the same at its end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services.engagement.domain.notifications.audience import (
    CallSize,
    Candidate,
    Outcome,
    choose,
)
from services.engagement.domain.notifications.expected_end import ExpectedEnd
from services.engagement.domain.notifications.notification import (
    SURPLUS_DETECTED,
    SURPLUS_OVER,
    Notification,
    NotificationKind,
    notification_of,
)
from services.engagement.domain.notifications.preference import (
    Standing,
    zone_named,
)
from services.engagement.domain.notifications.wording import Words, over_words, surplus_words
from services.engagement.domain.registry.contact import DEFAULT_LOCALE, DEFAULT_TIME_ZONE, Locale


@dataclass(frozen=True, slots=True)
class Member:
    """A user with access to a facility of the community, as the account says at that moment."""

    user_id: UUID
    locale: Locale = DEFAULT_LOCALE
    time_zone: str = DEFAULT_TIME_ZONE
    is_reachable: bool = True
    is_shifting: bool = False
    facility_ids: tuple[UUID, ...] = ()
    """Those of the community that the user has access to."""

    def zone(self, standing: Standing) -> ZoneInfo:
        """The user's choice, else the account's."""
        return zone_named(standing.preference.time_zone or self.time_zone)

    def language(self, standing: Standing) -> Locale:
        """The user's choice, else the account's."""
        return standing.preference.language or self.locale


@dataclass(frozen=True, slots=True)
class CallDecision:
    """The outcome of each member not told before, and the messages of those told, by user."""

    outcomes: Mapping[UUID, Outcome]
    notifications: Sequence[Notification]


@dataclass(frozen=True, slots=True)
class CalledFacilities:
    """The facilities behind a call's members."""

    told: frozenset[UUID]
    held_out: frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPlan:
    """All of a call but what is at rest about its members."""

    episode_id: UUID
    community_id: UUID
    community_name: str
    members: tuple[Member, ...]
    at: datetime
    """Event time."""
    excess_mw: int
    created_at: datetime
    number: int = 1
    """Of the episode's calls, from 1."""
    spoken_for_mw: int = 0
    """What members were called for before: of the excess, the rest is to be used."""
    size: CallSize = field(default_factory=CallSize)
    hold_out_ratio: float = 0.0
    expected_end: ExpectedEnd | None = None

    def decide(self, standings: Iterable[Standing]) -> CallDecision:
        """Who is told what; `standings` of all members, in any order."""
        by_user = {standing.user_id: standing for standing in standings}
        outcomes = choose(
            (_candidate(member, by_user[member.user_id]) for member in self.members),
            episode_id=self.episode_id,
            at=self.at,
            size=self.size.members(self.excess_mw - self.spoken_for_mw),
            hold_out_ratio=self.hold_out_ratio,
        )
        told = sorted(
            (member for member in self.members if outcomes.get(member.user_id) is Outcome.TOLD),
            key=lambda member: member.user_id,
        )
        return CallDecision(
            outcomes, [self._notification(member, by_user[member.user_id]) for member in told]
        )

    def facilities(self, outcomes: Mapping[UUID, Outcome]) -> CalledFacilities:
        """Whose consumption the call may change, and with whose it can be compared.

        A facility of which anybody was told is a told one; one is held out when somebody was, and
        nobody told, by an earlier call either.
        """
        told: set[UUID] = set()
        held_out: set[UUID] = set()
        told_before: set[UUID] = set()
        groups = {Outcome.TOLD: told, Outcome.HELD_OUT: held_out, None: told_before}
        for member in self.members:
            group = groups.get(outcomes.get(member.user_id))
            if group is not None:
                group.update(member.facility_ids)
        return CalledFacilities(frozenset(told), frozenset(held_out - told - told_before))

    def _notification(self, member: Member, standing: Standing) -> Notification:
        words = surplus_words(
            member.language(standing),
            community_name=self.community_name,
            excess_mw=self.excess_mw,
            expected_end=self.expected_end,
            zone=member.zone(standing),
        )
        return _message(self, SURPLUS_DETECTED, words, member, standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverPlan:
    """That a surplus is over, for those who were told of it; counts for no limit."""

    episode_id: UUID
    community_id: UUID
    community_name: str
    members: tuple[Member, ...]
    ended_at: datetime
    """Event time."""
    peak_excess_mw: int
    created_at: datetime

    def decide(self, told: Iterable[Standing]) -> Sequence[Notification]:
        """Messages to those of the told who asked for it, are members and have no quiet hours."""
        members = {member.user_id: member for member in self.members}
        return [
            self._notification(members[standing.user_id], standing)
            for standing in sorted(told, key=lambda each: each.user_id)
            if standing.user_id in members and self._asked(members[standing.user_id], standing)
        ]

    def _asked(self, member: Member, standing: Standing) -> bool:
        preference = standing.preference
        is_quiet = preference.quiet is not None and preference.quiet.hold(
            self.ended_at, member.zone(standing)
        )
        return (
            member.is_reachable and preference.wanted and preference.surplus_over and not is_quiet
        )

    def _notification(self, member: Member, standing: Standing) -> Notification:
        words = over_words(
            member.language(standing),
            community_name=self.community_name,
            peak_excess_mw=self.peak_excess_mw,
            ended_at=self.ended_at,
            zone=member.zone(standing),
        )
        return _message(self, SURPLUS_OVER, words, member, standing)


def _message(
    plan: CallPlan | OverPlan,
    kind: NotificationKind,
    words: Words,
    member: Member,
    standing: Standing,
) -> Notification:
    return notification_of(
        kind,
        words,
        language=member.language(standing),
        episode_id=plan.episode_id,
        community_id=plan.community_id,
        community_name=plan.community_name,
        user_id=member.user_id,
        created_at=plan.created_at,
    )


def _candidate(member: Member, standing: Standing) -> Candidate:
    return Candidate(
        standing,
        member.zone(standing),
        is_reachable=member.is_reachable,
        is_shifting=member.is_shifting,
    )
