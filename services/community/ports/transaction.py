"""One change of the registry, part by part."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from libs.chassis.mail import Letter
from services.community.domain.community import Community
from services.community.domain.consent import MembershipOffer
from services.community.domain.facility import Facility, FittedDevice
from services.community.domain.idempotency import KeyedCreation
from services.community.domain.interval import Interval
from services.community.domain.invitation import AddressHash, Invitation
from services.community.domain.mailing import RecentMails
from services.community.domain.removal import RemovedFacility


class Communities(Protocol):
    """Communities within a change."""

    async def lock_representative(self, user_id: UUID) -> int:
        """How many communities the user represents; they create nothing else until the end."""
        ...

    async def lock(self, community_id: UUID) -> Community | None:
        """The community, not to be changed by others until the end; None when unknown."""
        ...

    async def hold(self, community_id: UUID) -> Community | None:
        """The community, which others may hold too but not change; None when unknown."""
        ...

    async def lock_of(self, user_id: UUID) -> Sequence[Community]:
        """Communities the user represents or is proposed for, locked, by id."""
        ...

    async def has_facilities(self, community_id: UUID) -> bool:
        """True when a facility belongs to the community now."""
        ...

    async def owns_member_facility(self, community_id: UUID, user_id: UUID) -> bool:
        """True when the user owns a facility that belongs to the community now."""
        ...

    async def longest_owner(self, community_id: UUID) -> UUID | None:
        """An owner of the facility that has belonged to the community longest; None without."""
        ...

    async def add(self, community: Community) -> None:
        """Keep a new community."""
        ...

    async def save(self, community: Community) -> None:
        """Keep the next version of a locked community."""
        ...

    async def remove(self, community: Community) -> None:
        """Keep the last version of a locked community; its offers are dropped."""
        ...

    async def lock_removed(self, community_id: UUID) -> Community | None:
        """The last version of a removed one, locked; None when purged, or nobody's any more."""
        ...

    async def restore(self, community: Community) -> None:
        """Keep the next version of a locked removed community; it is there again."""
        ...


class Facilities(Protocol):
    """Facilities and their devices within a change."""

    async def lock_owner(self, user_id: UUID) -> int:
        """How many facilities the user owns; they create nothing else until the end."""
        ...

    async def lock(self, facility_id: UUID) -> Facility | None:
        """The facility, not to be changed by others until the end; None when unknown."""
        ...

    async def lock_members(self, community_id: UUID) -> Sequence[Facility]:
        """All facilities that belong to the community now, locked."""
        ...

    async def lock_of(self, user_id: UUID) -> Sequence[Facility]:
        """Facilities in which the user has a role, locked, by id."""
        ...

    async def lock_device(self, device_id: str, *, not_at: UUID) -> Interval[FittedDevice] | None:
        """Its latest interval at another facility; nobody else attaches it until the end."""
        ...

    async def add(self, facility: Facility) -> None:
        """Keep a new facility."""
        ...

    async def save(self, facilities: Sequence[Facility]) -> None:
        """Keep the next version of locked facilities.

        Raises DeviceInUseError should another change have won.
        """
        ...

    async def remove(self, facility: Facility) -> None:
        """Keep the last version of a locked facility; its offers and invitations are dropped."""
        ...

    async def lock_removed(self, facility_id: UUID) -> RemovedFacility | None:
        """A removed facility that is not purged, locked."""
        ...

    async def restore(self, facility: Facility) -> None:
        """Keep the next version of a locked removed facility; it is there again."""
        ...


class Offers(Protocol):
    """Offers between communities and facilities within a change; lock both sides first."""

    async def find(self, community_id: UUID, facility_id: UUID) -> MembershipOffer | None:
        """The offer that waits between the two."""
        ...

    async def keep(self, offer: MembershipOffer) -> None:
        """Keep it in place of an earlier one between the two."""
        ...

    async def drop(self, offer: MembershipOffer, at: datetime) -> None:
        """It is gone."""
        ...

    async def drop_of_facility(self, facility_id: UUID, at: datetime) -> None:
        """None waits for the facility any more."""
        ...

    async def drop_of_user(self, user_id: UUID, at: datetime) -> None:
        """None waits any more that the user has made."""
        ...


class Invitations(Protocol):
    """Invitations to facilities within a change; lock their facility first."""

    async def open_at(self, facility_id: UUID, now: datetime) -> Sequence[Invitation]:
        """Those of a facility that have not expired, the oldest first."""
        ...

    async def open_by(self, user_id: UUID, now: datetime) -> int:
        """How many of the user's have not expired."""
        ...

    async def find(self, invitation_id: UUID) -> Invitation | None:
        """The invitation, expired or not."""
        ...

    async def lock_inviter(self, user_id: UUID, address: AddressHash) -> None:
        """Nobody else invites as the user, or whoever has the address, until the end.

        To be called before the facility is locked.
        """
        ...

    async def recent_mails(
        self, user_id: UUID, address: AddressHash, *, since: datetime
    ) -> RecentMails:
        """What was mailed since then on the user's behalf, and to the address."""
        ...

    async def keep(self, invitation: Invitation) -> None:
        """Keep it in place of an earlier one of the facility for the address."""
        ...

    async def mail(self, invitation: Invitation, letter: Letter) -> None:
        """Send the letter once this commits, at least once, unless the invitation ends first."""
        ...

    async def drop(self, invitation: Invitation, at: datetime) -> bool:
        """It is gone, its letter too if it has not left; False when it already was."""
        ...


class Creations(Protocol):
    """What users, who are locked, created under idempotency keys."""

    async def find(self, user_id: UUID, key: str) -> KeyedCreation | None:
        """What the user created under that key last."""
        ...

    async def keep(self, creation: KeyedCreation) -> None:
        """Remember it in place of an earlier one under the key."""
        ...


class RegistryTransaction(Protocol):
    """One change of the registry: all of it happens, with events and audit entries, or nothing.

    Whatever is added, saved, removed, kept or dropped leaves an audit entry of the change that the
    transaction was opened for. Saving a facility or community writes its whole state for the other
    services into the same transaction.

    Lock before you decide. The order is: community, then facilities (by id), then device; so two
    changes never wait for each other.
    """

    @property
    def communities(self) -> Communities:
        """Communities, in this change."""
        ...

    @property
    def facilities(self) -> Facilities:
        """Facilities, in this change."""
        ...

    @property
    def offers(self) -> Offers:
        """Offers of membership, in this change."""
        ...

    @property
    def invitations(self) -> Invitations:
        """Invitations to facilities, in this change."""
        ...

    @property
    def creations(self) -> Creations:
        """Idempotency keys, in this change."""
        ...

    async def forget_account(self, user_id: UUID) -> None:
        """Nothing is kept for the user any more that is not part of a facility or community."""
        ...
