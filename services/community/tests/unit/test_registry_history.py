"""Any history of requests leaves a registry that keeps its rules, and tells all of it in order."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from libs.chassis.errors import DomainError
from libs.chassis.testing.fakes import FakeClock, SequentialIds
from libs.contracts.v1.registry import (
    REGISTRY_DECODER,
    CommunityRemoved,
    FacilityRemoved,
    RegistryEvent,
)
from services.community.domain.community import Community
from services.community.domain.consent import Joined, OfferKind
from services.community.domain.facility import Facility, FacilityRole
from services.community.domain.facility_settings import FacilitySettings, check_may_take_part
from services.community.domain.interval import Interval
from services.community.outbound import registry_events
from services.community.outbound.memory import MemoryRegistry
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    CARLA,
    NOON,
    OTHER_SUBSTATION,
    SUBSTATION,
    at,
    behind_transformers,
    community_settings,
    facility_settings,
)
from services.community.usecases.use_cases import use_cases_over

PEOPLE = [ANNA, BRUNO, CARLA]
ENOUGH = 2
"""Few facilities and communities meet more often."""
people = st.sampled_from(PEOPLE)
# Mostly those who may, or most histories would consist of refusals.
owners = st.one_of(st.just("owner"), st.just("owner"), people)
representatives = st.one_of(st.just("representative"), st.just("representative"), people)
either_side = st.one_of(owners, representatives)
devices = st.sampled_from(["meter-1", "meter-2"])
dates = st.one_of(st.none(), st.integers(-5, 20).map(at))
houses = st.sampled_from(
    [
        *[facility_settings()] * 4,
        behind_transformers(25.0),
        facility_settings(primary_substation_code=OTHER_SUBSTATION),
        facility_settings(max_production_w=2_000_000.0),
    ]
)
substations = st.sampled_from([*[SUBSTATION] * 3, OTHER_SUBSTATION])
Caller = UUID | str
UseCase = Callable[..., Coroutine[Any, Any, Any]]
Pair = tuple[UUID, UUID]


class RegistryHistory(RuleBasedStateMachine):
    """Three people ask for anything in any order; who may not is refused and changes nothing."""

    facilities: Bundle[UUID] = Bundle("facilities")
    communities: Bundle[UUID] = Bundle("communities")

    def __init__(self) -> None:
        super().__init__()
        self.registry, self.clock = MemoryRegistry(), FakeClock(NOON)
        self.use_cases = use_cases_over(self.registry, self.clock, SequentialIds())
        self.consents: set[tuple[Pair, OfferKind]] = set()
        self._runner = asyncio.Runner()

    def teardown(self) -> None:
        self._runner.close()

    def ask(self, caller: Caller, use_case: UseCase, *arguments: Any) -> Any:
        """The answer, or None when it was refused; a refusal changes nothing."""
        self.clock.advance(seconds=600)
        before = self.registry.contents.copy()
        try:
            return self._runner.run(use_case(self._person(caller, arguments), *arguments))
        except DomainError:
            assert self.registry.contents == before
            return None

    def _person(self, caller: Caller, arguments: Iterable[Any]) -> UUID:
        """The caller; of a role, whoever has it in what the arguments name."""
        contents = self.registry.contents
        for each in (one for one in arguments if isinstance(one, UUID)):
            if caller == "owner" and each in contents.facilities:
                return _an_owner_of(contents.facilities[each])
            if caller == "representative" and each in contents.communities:
                return contents.communities[each].representative_id
        return caller if isinstance(caller, UUID) else ANNA

    def _forget_consents(self, over: Callable[[Pair], bool]) -> None:
        self.consents = {(pair, side) for pair, side in self.consents if not over(pair)}

    @initialize(target=facilities)
    def begin_with_facilities(self) -> Any:
        return multiple(*[self.add_facility(person, facility_settings()) for person in PEOPLE[:2]])

    @initialize(target=communities)
    def begin_with_communities(self) -> Any:
        return multiple(*[self.found_community(person) for person in PEOPLE[1:]])

    @precondition(lambda self: len(self.registry.contents.facilities) < ENOUGH)
    @rule(target=facilities, caller=people, house=houses)
    def add_facility(self, caller: UUID, house: FacilitySettings) -> UUID:
        facility: Facility = self.ask(caller, self.use_cases.create_facility, house)
        return facility.facility_id

    @precondition(lambda self: len(self.registry.contents.communities) < ENOUGH)
    @rule(target=communities, caller=people)
    def found_community(self, caller: UUID) -> UUID:
        settings = community_settings()
        community: Community = self.ask(caller, self.use_cases.create_community, settings)
        return community.community_id

    @rule(caller=owners, facility_id=facilities, house=houses)
    def change_facility(self, caller: Caller, facility_id: UUID, house: FacilitySettings) -> None:
        self.ask(caller, self.use_cases.change_facility, facility_id, house)

    @rule(caller=representatives, community_id=communities, substation=substations)
    def change_community(self, caller: Caller, community_id: UUID, substation: str) -> None:
        changed = community_settings(primary_substation_code=substation)
        self.ask(caller, self.use_cases.change_community, community_id, changed)

    @rule(caller=owners, facility_id=facilities, user=people, role=st.sampled_from(FacilityRole))
    def grant(self, caller: Caller, facility_id: UUID, user: UUID, role: FacilityRole) -> None:
        self.ask(caller, self.use_cases.grant_access, facility_id, user, role)

    @rule(caller=owners, facility_id=facilities, user=people)
    def revoke(self, caller: Caller, facility_id: UUID, user: UUID) -> None:
        self.ask(caller, self.use_cases.revoke_access, facility_id, user)

    @rule(caller=owners, facility_id=facilities, device=devices, since=dates)
    def attach(
        self, caller: Caller, facility_id: UUID, device: str, since: datetime | None
    ) -> None:
        self.ask(caller, self.use_cases.attach_device, facility_id, device, since)

    @rule(caller=owners, facility_id=facilities)
    def detach(self, caller: Caller, facility_id: UUID) -> None:
        self.ask(caller, self.use_cases.detach_device, facility_id)

    @rule(caller=either_side, facility_id=facilities, community_id=communities, since=dates)
    def join(
        self, caller: Caller, facility_id: UUID, community_id: UUID, since: datetime | None
    ) -> None:
        person = self._person(caller, (community_id, facility_id))
        join = self.use_cases.join_community
        outcome = self.ask(person, join, community_id, facility_id, since)
        if isinstance(outcome, Joined):
            self._forget_consents(lambda pair: pair[1] == facility_id and pair[0] != community_id)
        if outcome is not None:
            pair = (community_id, facility_id)
            if self.registry.contents.communities[community_id].is_represented_by(person):
                self.consents.add((pair, OfferKind.INVITATION))
            if self.registry.contents.facilities[facility_id].is_owned_by(person):
                self.consents.add((pair, OfferKind.REQUEST))

    @rule(caller=either_side, facility_id=facilities, community_id=communities)
    def leave(self, caller: Caller, facility_id: UUID, community_id: UUID) -> None:
        leave = self.use_cases.leave_community
        if self.ask(caller, leave, community_id, facility_id) is not None:
            self._forget_consents(lambda pair: pair == (community_id, facility_id))

    @rule(caller=representatives, community_id=communities, successor=people)
    def transfer(self, caller: Caller, community_id: UUID, successor: UUID) -> None:
        self.ask(caller, self.use_cases.transfer_representation, community_id, successor)

    @rule(successor=people, community_id=communities)
    def accept_representation(self, successor: UUID, community_id: UUID) -> None:
        self.ask(successor, self.use_cases.transfer_representation, community_id, successor)

    @rule(caller=people, facility_id=facilities)
    def remove_facility(self, caller: UUID, facility_id: UUID) -> None:
        self.ask(caller, self.use_cases.remove_facility, facility_id)

    @rule(caller=people, community_id=communities)
    def remove_community(self, caller: UUID, community_id: UUID) -> None:
        self.ask(caller, self.use_cases.remove_community, community_id)

    @precondition(lambda self: self.clock.now() > at(3))
    @rule(user=people)
    def remove_account(self, user: UUID) -> None:
        """Nothing of the user's stays, and the other invariants hold."""
        self.ask(user, self.use_cases.remove_account)
        contents = self.registry.contents
        assert not any(one.role_of(user) for one in contents.facilities.values())
        for community in contents.communities.values():
            assert user not in (community.representative_id, community.proposed_representative_id)

    @invariant()
    def a_facility_has_an_owner(self) -> None:
        for facility in self.registry.contents.facilities.values():
            assert any(access.role is FacilityRole.OWNER for access in facility.accesses)

    @invariant()
    def a_device_measures_at_one_facility_at_a_time(self) -> None:
        contents = self.registry.contents
        uses = [
            (interval.value.device_id, interval)
            for facility in (*contents.facilities.values(), *contents.removed_facilities.values())
            for interval in facility.devices.intervals
        ]
        for (device, first), (other, second) in combinations(uses, 2):
            assert device != other or not _meet(first, second)

    @invariant()
    def members_fit_their_community_and_both_sides_have_agreed(self) -> None:
        """R1, R2, R3, R4, FR9.1"""
        contents = self.registry.contents
        for facility in contents.facilities.values():
            if facility.community_id is None:
                continue
            community = contents.communities[facility.community_id]
            substation = community.settings.primary_substation_code
            assert facility.settings.primary_substation_code == substation
            check_may_take_part(facility.settings)
            pair = (community.community_id, facility.facility_id)
            assert {side for other, side in self.consents if other == pair} == set(OfferKind)

    @invariant()
    def offers_wait_only_where_somebody_can_answer(self) -> None:
        contents = self.registry.contents
        for community_id, facility_id in contents.offers:
            assert community_id in contents.communities
            assert contents.facilities[facility_id].community_id is None

    @invariant()
    def every_change_is_told_once_in_order_and_whole(self) -> None:
        contents = self.registry.contents
        told: dict[str, list[RegistryEvent]] = {}
        for event in contents.outbox:
            told.setdefault(event.subject, []).append(REGISTRY_DECODER.decode(event.payload))
        newest = {event.subject: event for event in contents.outbox}
        for subject, states in told.items():
            assert [state.version for state in states] == list(range(1, len(states) + 1)), subject
        for facility in contents.facilities.values():
            now = registry_events.facility_changed(facility)
            assert newest[now.subject] == now
        for community in contents.communities.values():
            now = registry_events.community_changed(community)
            assert newest[now.subject] == now
        gone = (FacilityRemoved, CommunityRemoved)
        left = sum(not isinstance(states[-1], gone) for states in told.values())
        assert left == len(contents.facilities) + len(contents.communities)


def _an_owner_of(facility: Facility) -> UUID:
    return next(one.user_id for one in facility.accesses if one.role is FacilityRole.OWNER)


def _meet(first: Interval[Any], second: Interval[Any]) -> bool:
    return first.covers(second.valid_from) or second.covers(first.valid_from)


RegistryHistory.TestCase.settings = settings(max_examples=50, stateful_step_count=40, deadline=None)
TestRegistryHistory = RegistryHistory.TestCase
