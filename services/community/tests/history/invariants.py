"""What holds in the registry after every request of any history."""

from itertools import combinations
from typing import Any
from uuid import UUID

from hypothesis.stateful import invariant

from libs.contracts.v1.registry import (
    REGISTRY_DECODER,
    CommunityRemoved,
    FacilityRemoved,
    RegistryEvent,
)
from services.community.domain.community import CommunityStatus
from services.community.domain.facility import FacilityRole
from services.community.domain.facility_settings import check_may_take_part
from services.community.domain.interval import Interval
from services.community.outbound import registry_events
from services.community.outbound.memory.communities import NOBODY
from services.community.outbound.memory.contents import RegistryContents
from services.community.tests.history.machine import RegistryRequests
from services.community.tests.history.model import Group, House
from services.community.tests.samples import ANNA


class RegistryHistory(RegistryRequests):
    """The requests, and what they must leave true."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._ended: dict[UUID, tuple[Interval[Any], ...]] = {}

    @property
    def contents(self) -> RegistryContents:
        """What the twin holds."""
        return self.registry.contents

    @invariant()
    def the_registry_holds_what_the_model_does(self) -> None:
        """Roles, devices, memberships, representatives, what can be restored, offers (FR9.1)."""
        houses = {
            each: House(
                {access.user_id: access.role for access in facility.accesses},
                facility.device_id,
                facility.community_id,
                current.valid_from if (current := facility.communities.current) else None,
            )
            for each, facility in self.contents.facilities.items()
        }
        assert houses == self.model.houses
        restorable = {
            each: House({access.user_id: access.role for access in removed.accesses})
            for each, removed in self.contents.restorable_facilities.items()
        }
        assert restorable == self.model.removed_houses
        groups = {
            each: Group(community.representative_id, community.proposed_representative_id)
            for each, community in self.contents.communities.items()
        }
        assert groups == self.model.groups
        removed_groups = {
            each: Group(None if removed.is_represented_by(NOBODY) else removed.representative_id)
            for each, removed in self.contents.removed_communities.items()
        }
        assert removed_groups == self.model.removed_groups
        offers = {pair: (one.kind, one.offered_by) for pair, one in self.contents.offers.items()}
        assert offers == self.model.offers

    @invariant()
    def a_facility_has_an_owner(self) -> None:
        for facility in self.contents.facilities.values():
            assert any(access.role is FacilityRole.OWNER for access in facility.accesses)

    @invariant()
    def no_right_is_left_without_what_it_is_for(self) -> None:
        for community_id, facility_id in self.contents.offers:
            assert community_id in self.contents.communities
            assert self.contents.facilities[facility_id].community_id is None
        for invitation in self.contents.invitations.values():
            assert invitation.facility_id in self.contents.facilities
        assert self.contents.post.waiting().keys() <= self.contents.invitations.keys()

    @invariant()
    def a_device_measures_at_one_facility_at_a_time(self) -> None:
        uses = [
            (interval.value.device_id, interval)
            for facility in (
                *self.contents.facilities.values(),
                *self.contents.removed_facilities.values(),
            )
            for interval in facility.devices.intervals
        ]
        for (device, first), (other, second) in combinations(uses, 2):
            assert device != other or not _meet(first, second)

    @invariant()
    def a_member_fits_its_community(self) -> None:
        """R1, R2, R3, R4"""
        for facility in self.contents.facilities.values():
            for first, second in combinations(facility.communities.intervals, 2):
                assert not _meet(first, second)
            if facility.community_id is not None:
                community = self.contents.communities[facility.community_id]
                substation = community.settings.primary_substation_code
                assert facility.settings.primary_substation_code == substation
                check_may_take_part(facility.settings)

    @invariant()
    def a_community_is_active_from_two_members(self) -> None:
        """R4: facilities or persons, whichever are fewer."""
        for each in self.model.groups:
            members = [one for one in self.model.houses.values() if one.community == each]
            persons = {owner for house in members for owner in house.owners()}
            overview = self.run(self.registry.community(each, seen_by=ANNA))
            is_active = min(len(members), len(persons)) >= 2
            assert (overview.status is CommunityStatus.ACTIVE) is is_active

    @invariant()
    def a_new_constant_counts_from_now_and_the_past_is_kept(self) -> None:
        """R9: K of the open interval is the meter's; an interval that has ended stays as it is."""
        for facility in self.contents.facilities.values():
            fitted = facility.devices.current
            constant = facility.settings.transformation_constant
            assert fitted is None or fitted.value.transformation_constant == constant
        for each in (
            *self.contents.facilities.values(),
            *self.contents.removed_facilities.values(),
        ):
            intervals: tuple[Interval[Any], ...] = (
                *each.devices.intervals,
                *each.communities.intervals,
            )
            ended = tuple(one for one in intervals if one.valid_to is not None)
            assert set(self._ended.get(each.facility_id, ())) <= set(ended)
            self._ended[each.facility_id] = ended

    @invariant()
    def every_change_is_told_once_in_order_and_whole(self) -> None:
        told: dict[str, list[RegistryEvent]] = {}
        for event in self.contents.outbox:
            told.setdefault(event.subject, []).append(REGISTRY_DECODER.decode(event.payload))
        newest = {event.subject: event for event in self.contents.outbox}
        for subject, states in told.items():
            assert [state.version for state in states] == list(range(1, len(states) + 1)), subject
        for facility in self.contents.facilities.values():
            now = registry_events.facility_changed(facility)
            assert newest[now.subject] == now
        for community in self.contents.communities.values():
            now = registry_events.community_changed(community)
            assert newest[now.subject] == now
        gone = (FacilityRemoved, CommunityRemoved)
        left = sum(not isinstance(states[-1], gone) for states in told.values())
        assert left == len(self.contents.facilities) + len(self.contents.communities)


def _meet(first: Interval[Any], second: Interval[Any]) -> bool:
    return first.covers(second.valid_from) or second.covers(first.valid_from)
