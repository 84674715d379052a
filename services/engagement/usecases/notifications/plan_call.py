"""What a call is made of, beside what is at rest about its members (FR4.1, FR4.2)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.notifications.audience import CallSize, is_shifting
from services.engagement.domain.notifications.call import CallPlan, Member, OverPlan
from services.engagement.domain.notifications.notification import episode_id_of
from services.engagement.domain.registry.contact import Contacts
from services.engagement.domain.registry.registry import Community, Registry
from services.engagement.domain.surplus.detection import CallDue, EpisodeEnded
from services.engagement.ports.calls import EndEstimates, UsualWithdrawal


class PlanCall:
    """Plans what the store then decides on, with its locks held."""

    def __init__(
        self,
        registry: Registry,
        contacts: Contacts,
        balances: LiveBalances,
        *,
        usual: UsualWithdrawal,
        ends: EndEstimates,
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._contacts = contacts
        self._balances = balances
        self._usual = usual
        self._ends = ends
        self._clock = clock

    def members(self, community_id: UUID, at: datetime) -> tuple[Member, ...]:
        """Everybody with access to a facility of the community now, but for deleted accounts."""
        facilities: dict[UUID, list[UUID]] = {}
        for facility_id in self._registry.facilities_of(community_id):
            facility = self._registry.facility(facility_id)
            for user_id in facility.user_ids if facility else ():
                facilities.setdefault(user_id, []).append(facility_id)
        return tuple(
            self._member(user_id, facilities[user_id], at)
            for user_id in sorted(facilities)
            if not self._contacts.is_deleted(user_id)
        )

    async def call(
        self, community: Community, due: CallDue, members: tuple[Member, ...], known_at: datetime
    ) -> CallPlan:
        """The plan of a call; `known_at`: since when (wall clock) its cause is known.

        Raises StoreUnavailableError.
        """
        policy = community.policy
        return CallPlan(
            episode_id=episode_id_of(community.community_id, due.started_at),
            community_id=community.community_id,
            community_name=community.name,
            members=members,
            at=due.at,
            excess_mw=due.excess_mw,
            created_at=self._created_at(known_at),
            number=due.number,
            spoken_for_mw=due.spoken_for_mw,
            size=CallSize(policy.watts_per_member, policy.response_ratio),
            hold_out_ratio=policy.hold_out_ratio,
            expected_end=await self._ends.expected_end(community.community_id, due.at, policy.zone),
        )

    def over(
        self,
        community: Community,
        ended: EpisodeEnded,
        members: tuple[Member, ...],
        known_at: datetime,
    ) -> OverPlan | None:
        """The plan of what is told at the end; None where nobody saw the surplus go."""
        if ended.reason != "below":
            return None
        return OverPlan(
            episode_id=episode_id_of(community.community_id, ended.started_at),
            community_id=community.community_id,
            community_name=community.name,
            members=members,
            ended_at=ended.ended_at,
            peak_excess_mw=ended.peak_excess_mw,
            created_at=self._created_at(known_at),
        )

    def _created_at(self, known_at: datetime) -> datetime:
        """Not when it is written down: after an outage of the store it is old news, unsent."""
        return min(known_at, self._clock.now())

    def _member(self, user_id: UUID, facility_ids: Sequence[UUID], at: datetime) -> Member:
        contact = self._contacts.of(user_id)
        shifting = self._is_shifting(facility_ids, at)
        if contact is None:
            return Member(user_id, is_reachable=False, is_shifting=shifting)
        return Member(
            user_id,
            contact.locale,
            contact.time_zone,
            is_shifting=shifting,
            facility_ids=tuple(sorted(facility_ids)),
        )

    def _is_shifting(self, facility_ids: Iterable[UUID], at: datetime) -> bool:
        withdrawal_mw = usual_mw = 0
        for facility_id in facility_ids:
            usual = self._usual.usual_mw(facility_id, at)
            live = self._withdrawal_mw(facility_id)
            if usual is None or live is None:
                return False
            withdrawal_mw += live
            usual_mw += usual
        return is_shifting(withdrawal_mw, usual_mw)

    def _withdrawal_mw(self, facility_id: UUID) -> int | None:
        facility = self._registry.facility(facility_id)
        if facility is None or facility.device is None:
            return None
        power = self._balances.power(facility_id, facility.device.device_id)
        return None if power is None else max(0, power.power_mw)
