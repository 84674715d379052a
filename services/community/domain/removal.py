"""What was removed, who may bring it back, and until when.

A facility comes back with its users and settings, but without device and community: those were
free to go elsewhere. A community comes back without facilities: each is asked again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.community.domain.community import Community
from services.community.domain.errors import NotOwnerError
from services.community.domain.facility import Access, Facility, FacilityRole
from services.community.domain.page import ByTime

RESTORABLE_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class RemovedFacility:
    """A facility's last version, and who had a role in it until then."""

    facility: Facility
    accesses: tuple[Access, ...]

    def restored(self, *, by: UUID, owned_before: int, now: datetime) -> Facility:
        """Its next version, for who owned it. Raises NotOwnerError, TooManyFacilitiesError."""
        if Access(by, FacilityRole.OWNER) not in self.accesses:
            raise NotOwnerError("only who owned the facility when it was removed may restore it")
        return self.facility.restored(self.accesses, owned_before=owned_before, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restorable:
    """A facility or community that a user may bring back."""

    entity_id: UUID
    name: str
    removed_at: datetime

    @property
    def restorable_until(self) -> datetime:
        """Then it is purged."""
        return self.removed_at + RESTORABLE_FOR

    @property
    def key(self) -> ByTime:
        """Its place in a list: what goes first comes first."""
        return ByTime(self.removed_at, self.entity_id)


def is_restorable(removed: RemovedFacility | Community, now: datetime) -> bool:
    """True for 30 days after the removal."""
    last = removed.facility if isinstance(removed, RemovedFacility) else removed
    return now < last.changed_at + RESTORABLE_FOR
