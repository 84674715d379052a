"""Three people ask the registry for anything in any order; who may not is refused."""

import asyncio
from datetime import datetime
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    precondition,
    rule,
)

from libs.chassis.errors import DomainError
from libs.chassis.testing.fakes import FakeClock
from services.community.domain.consent import Joined, Left
from services.community.domain.facility import Facility, FacilityRole
from services.community.domain.facility_settings import FacilitySettings
from services.community.domain.invitation import Invitation
from services.community.outbound.memory.registry import MemoryRegistry
from services.community.tests.history.choices import (
    PEOPLE,
    Caller,
    dates,
    devices,
    directory,
    either_side,
    everything_over,
    houses,
    owners,
    people,
    representatives,
    roles,
    substations,
)
from services.community.tests.history.model import Group, House, Model
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    CARLA,
    NOON,
    at,
    community_settings,
    facility_settings,
)

ENOUGH = 4
"""Few facilities and communities meet more often."""


class RegistryRequests(RuleBasedStateMachine):
    """Asks the memory twin, and tells the model what was granted."""

    facilities: Bundle[UUID] = Bundle("facilities")
    communities: Bundle[UUID] = Bundle("communities")
    invitations: Bundle[Invitation] = Bundle("invitations")

    def __init__(self, runner: asyncio.Runner | None = None) -> None:
        super().__init__()
        self.registry, self.clock, self.model = MemoryRegistry(), FakeClock(NOON), Model()
        self.use_cases = everything_over(self.registry, self.clock)
        self.granted: set[str] = set()
        self._runner = runner or asyncio.Runner()
        self._closes_runner = runner is None

    def teardown(self) -> None:
        if self._closes_runner:
            self._runner.close()

    def run(self, asked: Any) -> Any:
        """What comes of it; a refusal is an answer too."""

        async def answer() -> Any:
            try:
                return await asked
            except DomainError as refusal:
                return refusal

        return self._runner.run(answer())

    def perform(self, operation: str, *arguments: Any) -> Any:
        """The answer or the refusal; a refusal changes nothing."""
        before = self.registry.contents.copy()
        answer = self.run(getattr(self.use_cases, operation)(*arguments))
        if isinstance(answer, DomainError):
            assert self.registry.contents == before
        else:
            self.granted.add(operation)
        return answer

    def ask(self, operation: str, *arguments: Any, only_if: bool = True) -> Any:
        """The answer, or None for a refusal; granted to nobody who is not entitled."""
        self.clock.advance(seconds=600)
        answer = self.perform(operation, *arguments)
        if isinstance(answer, DomainError):
            return None
        assert only_if, f"{operation} was granted to somebody without the right"
        return True if answer is None else answer

    def person(self, caller: Caller, *entities: UUID) -> UUID:
        """The caller; of a role, whoever has it in one of the entities, Anna if nobody has."""
        for each in entities:
            if caller == "owner" and each in self.model.houses:
                return self.model.houses[each].owners()[0]
            if caller == "representative" and each in self.model.groups:
                return self.model.groups[each].representative or ANNA
        return caller if isinstance(caller, UUID) else ANNA

    @initialize(target=facilities)
    def begin_with_facilities(self) -> Any:
        return multiple(*[self.add_facility(user, facility_settings()) for user in PEOPLE])

    @initialize(target=communities)
    def begin_with_communities(self) -> Any:
        return multiple(*[self.found_community(user) for user in (BRUNO, CARLA)])

    @initialize(
        members=st.lists(st.tuples(facilities, dates), max_size=4),
        community=communities,
        shared=facilities,
        other=people,
    )
    def begin_with_members(
        self,
        members: list[tuple[UUID, datetime | None]],
        community: UUID,
        shared: UUID,
        other: UUID,
    ) -> None:
        """Some of what takes many requests, or most histories would end before it matters."""
        for facility, since in members:
            self.agree(facility, community, since)
        self.grant("owner", shared, other, FacilityRole.OWNER)

    @precondition(lambda self: len(self.model.houses) < ENOUGH)
    @rule(target=facilities, caller=people, house=houses)
    def add_facility(self, caller: UUID, house: FacilitySettings) -> UUID:
        facility: Facility = self.ask("create_facility", caller, house)
        self.model.houses[facility.facility_id] = House({caller: FacilityRole.OWNER})
        return facility.facility_id

    @precondition(lambda self: len(self.model.groups) < ENOUGH)
    @rule(target=communities, caller=people)
    def found_community(self, caller: UUID) -> UUID:
        community_id: UUID = self.ask("create_community", caller, community_settings()).community_id
        self.model.groups[community_id] = Group(caller)
        return community_id

    @rule(caller=owners, facility=facilities, house=houses)
    def change_facility(self, caller: Caller, facility: UUID, house: FacilitySettings) -> None:
        user = self.person(caller, facility)
        may = self.model.owns(user, facility)
        self.ask("change_facility", user, facility, house, only_if=may)

    @rule(caller=representatives, community=communities, substation=substations)
    def change_community(self, caller: Caller, community: UUID, substation: str) -> None:
        user = self.person(caller, community)
        changed = community_settings(primary_substation_code=substation)
        may = self.model.represents(user, community)
        self.ask("change_community", user, community, changed, only_if=may)

    @rule(caller=owners, facility=facilities, user=people, role=roles)
    def grant(self, caller: Caller, facility: UUID, user: UUID, role: FacilityRole) -> None:
        by = self.person(caller, facility)
        if self.ask(
            "grant_access", by, facility, user, role, only_if=self.model.owns(by, facility)
        ):
            self.model.houses[facility].roles[user] = role

    @rule(caller=owners, facility=facilities, user=people)
    def revoke(self, caller: Caller, facility: UUID, user: UUID) -> None:
        by = self.person(caller, facility)
        may = by == user or self.model.owns(by, facility)
        if self.ask("revoke_access", by, facility, user, only_if=may):
            del self.model.houses[facility].roles[user]

    @rule(target=invitations, caller=owners, facility=facilities, guest=people, role=roles)
    def invite(self, caller: Caller, facility: UUID, guest: UUID, role: FacilityRole) -> Any:
        by = self.person(caller, facility)
        may = self.model.owns(by, facility)
        invited = self.ask("invite_user", by, facility, PEOPLE[guest], role, only_if=may)
        return invited or multiple()

    @rule(guest=people, invitation=invitations)
    def accept(self, guest: UUID, invitation: Invitation) -> None:
        person = directory().of_user(guest)
        may = person is not None and person.address == invitation.address_hash
        if self.ask("accept_invitation", guest, invitation.invitation_id, only_if=may):
            self.model.accept(guest, invitation.facility_id, invitation.role)

    @rule(caller=owners, facility=facilities, device=devices, since=dates)
    def attach(self, caller: Caller, facility: UUID, device: str, since: datetime | None) -> None:
        user = self.person(caller, facility)
        may = self.model.owns(user, facility)
        if self.ask("attach_device", user, facility, device, since, only_if=may):
            self.model.houses[facility].device = device

    @rule(caller=owners, facility=facilities)
    def detach(self, caller: Caller, facility: UUID) -> None:
        user = self.person(caller, facility)
        if self.ask("detach_device", user, facility, only_if=self.model.owns(user, facility)):
            self.model.houses[facility].device = None

    @rule(caller=either_side, facility=facilities, community=communities, since=dates)
    def join(self, caller: Caller, facility: UUID, community: UUID, since: datetime | None) -> None:
        user, pair = self.person(caller, community, facility), (community, facility)
        may = bool(self.model.sides_of(user, pair))
        outcome = self.ask("join_community", user, *pair, since, only_if=may)
        if outcome is None:
            return
        expected = self.model.join(user, pair)
        assert isinstance(outcome, Joined) is (expected != "pending"), expected
        if expected == "joined":
            current = outcome.facility.communities.current
            self.model.houses[facility].member_since = current.valid_from

    @rule(facility=facilities, community=communities, since=dates)
    def agree(self, facility: UUID, community: UUID, since: datetime | None) -> None:
        """Both sides, one after the other."""
        self.join("owner", facility, community, since)
        self.join("representative", facility, community, since)

    @rule(caller=either_side, facility=facilities, community=communities)
    def leave(self, caller: Caller, facility: UUID, community: UUID) -> None:
        user, pair = self.person(caller, community, facility), (community, facility)
        may = bool(self.model.sides_of(user, pair))
        outcome = self.ask("leave_community", user, *pair, only_if=may)
        if outcome is not None:
            assert isinstance(outcome, Left) is (self.model.leave(pair) == "left")

    @rule(caller=representatives, community=communities, successor=people)
    def transfer(self, caller: Caller, community: UUID, successor: UUID) -> None:
        self._transfer(self.person(caller, community), community, successor)

    @rule(successor=people, community=communities)
    def accept_representation(self, successor: UUID, community: UUID) -> None:
        self._transfer(successor, community, successor)

    def _transfer(self, user: UUID, community: UUID, successor: UUID) -> None:
        if self.ask("transfer_representation", user, community, successor):
            self.model.transfer(user, community, successor)

    @precondition(lambda self: any(one.proposed for one in self.model.groups.values()))
    @rule(caller=representatives, community=communities)
    def end_proposal(self, caller: Caller, community: UUID) -> None:
        user = self.person(caller, community)
        group = self.model.groups.get(community)
        may = group is not None and user in (group.representative, group.proposed)
        if self.ask("end_proposal", user, community, only_if=may):
            self.model.groups[community].proposed = None

    @precondition(lambda self: len(self.model.houses) > 1)
    @rule(caller=people, facility=facilities)
    def remove_facility(self, caller: UUID, facility: UUID) -> None:
        if self.ask("remove_facility", caller, facility, only_if=self.model.owns(caller, facility)):
            self.model.remove_house(facility)

    @precondition(lambda self: len(self.model.groups) > 1)
    @rule(caller=people, community=communities)
    def remove_community(self, caller: UUID, community: UUID) -> None:
        may = self.model.represents(caller, community)
        if self.ask("remove_community", caller, community, only_if=may) is not None:
            self.model.remove_group(community)

    @precondition(lambda self: self.model.removed_houses)
    @rule(caller=people, facility=facilities)
    def restore_facility(self, caller: UUID, facility: UUID) -> None:
        may = self.model.may_restore(caller, facility)
        if self.ask("restore_facility", caller, facility, only_if=may):
            self.model.restore_house(facility)

    @precondition(lambda self: self.model.removed_groups)
    @rule(caller=people, community=communities)
    def restore_community(self, caller: UUID, community: UUID) -> None:
        may = self.model.may_restore(caller, community)
        if self.ask("restore_community", caller, community, only_if=may):
            self.model.restore_group(community)

    @precondition(lambda self: self.clock.now() > at(2))
    @rule(caller=representatives, community=communities)
    def remove_account(self, caller: Caller, community: UUID) -> None:
        user = self.person(caller, community)
        self.ask("remove_account", user)
        self.model.end_account(user)
