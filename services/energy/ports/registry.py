"""Facilities and communities."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from services.energy.domain.registry import (
    Community,
    Facility,
    Membership,
)


class Registry(Protocol):
    """Facilities and communities as their service last told them."""

    def facility(self, facility_id: UUID) -> Facility | None:
        """A facility, also a removed one."""
        ...

    def facilities_of_device(self, device_id: str) -> Sequence[Facility]:
        """Every facility at which the device ever measured."""
        ...

    def community(self, community_id: UUID) -> Community | None:
        """A community, also a removed one."""
        ...

    def communities(self) -> Sequence[Community]:
        """All communities, also removed ones, by id."""
        ...

    def memberships(self, community_id: UUID) -> Sequence[Membership]:
        """All periods of all facilities that ever belonged to the community."""
        ...

    def facilities_of_community(self, community_id: UUID) -> Sequence[Facility]:
        """Every facility that ever belonged to the community, removed ones too, by id."""
        ...


class RegistryKeeper(Protocol):
    """Takes in what the community service tells."""

    def put_facility(self, facility: Facility) -> bool:
        """Keep this state, and tell so, unless one of the same or a higher version is known."""
        ...

    def put_community(self, community: Community) -> None:
        """Keep this state unless one of the same or a higher version is known."""
        ...

    def facility_count(self) -> int:
        """How many facilities are known, removed ones included."""
        ...
