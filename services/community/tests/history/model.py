"""What the registry should hold after each request, in the plainest terms: the tests' oracle.

It knows who may do what and what follows; what else forbids a request (dates, substations, limits)
is the registry's to say, so the model is told of requests that were granted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.community.domain.consent import OfferKind
from services.community.domain.facility import FacilityRole

Pair = tuple[UUID, UUID]
OWNER, MANAGER = FacilityRole.OWNER, FacilityRole.MANAGER
_BY_RANK = (FacilityRole.VIEWER, FacilityRole.MANAGER, FacilityRole.OWNER)


@dataclass
class House:
    """A facility."""

    roles: dict[UUID, FacilityRole]
    device: str | None = None
    community: UUID | None = None
    member_since: datetime | None = None

    def owners(self) -> list[UUID]:
        """In order of their ids."""
        return sorted(user for user, role in self.roles.items() if role is OWNER)


@dataclass
class Group:
    """A community. A removed one is nobody's once its representative is gone."""

    representative: UUID | None
    proposed: UUID | None = None


@dataclass
class Model:
    """Everything there is, what was removed, and the offers that wait: which side's, and whose."""

    houses: dict[UUID, House] = field(default_factory=dict)
    removed_houses: dict[UUID, House] = field(default_factory=dict)
    groups: dict[UUID, Group] = field(default_factory=dict)
    removed_groups: dict[UUID, Group] = field(default_factory=dict)
    offers: dict[Pair, tuple[OfferKind, UUID]] = field(default_factory=dict)

    def owns(self, user: UUID, facility: UUID) -> bool:
        """True for an owner of a facility that is there."""
        return facility in self.houses and self.houses[facility].roles.get(user) is OWNER

    def represents(self, user: UUID, community: UUID) -> bool:
        """True for the representative of a community that is there."""
        return community in self.groups and self.groups[community].representative == user

    def may_restore(self, user: UUID, entity: UUID) -> bool:
        """True for a former owner or representative, and where there is nothing to restore."""
        if entity in self.removed_houses:
            return self.removed_houses[entity].roles.get(user) is OWNER
        if entity in self.removed_groups:
            return self.removed_groups[entity].representative == user
        return self.owns(user, entity) or self.represents(user, entity)

    def sides_of(self, user: UUID, pair: Pair) -> set[OfferKind]:
        """The sides of a membership that the user can speak for."""
        community, facility = pair
        sides = set()
        if self.represents(user, community):
            sides.add(OfferKind.INVITATION)
        if self.owns(user, facility):
            sides.add(OfferKind.REQUEST)
        return sides

    def join(self, user: UUID, pair: Pair) -> Literal["member", "joined", "pending"]:
        """Both sides have to agree, in whatever order."""
        community, facility = pair
        house, sides = self.houses[facility], self.sides_of(user, pair)
        assert sides, "somebody of neither side consented"
        if house.community == community:
            return "member"
        standing = self.offers.get(pair)
        if sides == set(OfferKind) or (standing is not None and standing[0] not in sides):
            house.community = community
            self.drop_offers([each for each in self.offers if each[1] == facility])
            return "joined"
        self.offers[pair] = (sides.pop(), user)
        return "pending"

    def leave(self, pair: Pair) -> Literal["left", "withdrawn"]:
        """The membership ends, or the offer that waits."""
        house = self.houses[pair[1]]
        if house.community == pair[0]:
            house.community = house.member_since = None
            return "left"
        del self.offers[pair]
        return "withdrawn"

    def transfer(self, user: UUID, community: UUID, successor: UUID) -> None:
        """The representative proposes, who is proposed accepts."""
        group = self.groups[community]
        if group.representative != user:
            assert user == successor == group.proposed, "somebody took a community over"
            self.groups[community] = Group(successor)
        elif successor != user:
            group.proposed = successor

    def accept(self, user: UUID, facility: UUID, role: FacilityRole) -> None:
        """An invitation gives a role, and takes no higher one away."""
        present = self.houses[facility].roles.get(user)
        if present is None or _BY_RANK.index(role) > _BY_RANK.index(present):
            self.houses[facility].roles[user] = role

    def remove_house(self, facility: UUID) -> None:
        """Its device is free, it belongs nowhere, nothing waits for it; its users are kept."""
        house = self.houses.pop(facility)
        self.removed_houses[facility] = House(house.roles)
        self.drop_offers([each for each in self.offers if each[1] == facility])

    def restore_house(self, facility: UUID) -> None:
        """It comes back with its users; nothing happens when it was not away."""
        if facility in self.removed_houses:
            self.houses[facility] = self.removed_houses.pop(facility)

    def remove_group(self, community: UUID) -> None:
        """Its facilities are released, nothing waits for it, nobody is proposed."""
        self.removed_groups[community] = Group(self.groups.pop(community).representative)
        for house in self.houses.values():
            if house.community == community:
                house.community = house.member_since = None
        self.drop_offers([each for each in self.offers if each[0] == community])

    def restore_group(self, community: UUID) -> None:
        """It comes back without facilities; nothing happens when it was not away."""
        if community in self.removed_groups:
            self.groups[community] = self.removed_groups.pop(community)

    def end_account(self, user: UUID) -> None:
        """ADR 0017."""
        for facility, house in list(self.houses.items()):
            if house.roles.pop(user, None) is None:
                continue
            if not house.owners():
                managers = [each for each, role in house.roles.items() if role is MANAGER]
                house.roles.update(dict.fromkeys(managers, OWNER))
            if not house.owners():
                self.remove_house(facility)
        self._forget_former(user)
        for community, group in list(self.groups.items()):
            if group.representative == user:
                self._pass_on(community)
            elif group.proposed == user:
                group.proposed = None
        self.drop_offers([pair for pair, (_, by) in self.offers.items() if by == user])

    def _forget_former(self, user: UUID) -> None:
        for house in self.removed_houses.values():
            house.roles.pop(user, None)
        for group in self.removed_groups.values():
            if group.representative == user:
                group.representative = None

    def drop_offers(self, pairs: Iterable[Pair]) -> None:
        """They wait no longer."""
        for pair in pairs:
            del self.offers[pair]

    def _pass_on(self, community: UUID) -> None:
        members = [
            (house.member_since, facility, house.owners()[0])
            for facility, house in self.houses.items()
            if house.community == community and house.member_since is not None
        ]
        if members:
            self.groups[community] = Group(min(members)[2])
        else:
            self.remove_group(community)
            self.removed_groups[community] = Group(None)
