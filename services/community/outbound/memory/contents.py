"""What the twin keeps, and one change of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from libs.chassis.outbox import OutgoingEvent
from libs.chassis.testing.mail import MemoryPost
from services.community.domain.audit import AuditEntry, Change
from services.community.domain.community import Community
from services.community.domain.consent import MembershipOffer
from services.community.domain.facility import Facility
from services.community.domain.idempotency import KeyedCreation
from services.community.domain.invitation import AddressHash, Invitation
from services.community.domain.removal import RemovedFacility
from services.community.outbound.change_trail import ChangeTrail


@dataclass
class RegistryContents:
    """What is in the registry, and what has been told of it, in order."""

    communities: dict[UUID, Community] = field(default_factory=dict)
    facilities: dict[UUID, Facility] = field(default_factory=dict)
    removed_facilities: dict[UUID, Facility] = field(default_factory=dict)
    """Whose closed intervals are kept, also when they are purged."""
    restorable_facilities: dict[UUID, RemovedFacility] = field(default_factory=dict)
    removed_communities: dict[UUID, Community] = field(default_factory=dict)
    offers: dict[tuple[UUID, UUID], MembershipOffer] = field(default_factory=dict)
    creations: dict[tuple[UUID, str], KeyedCreation] = field(default_factory=dict)
    invitations: dict[UUID, Invitation] = field(default_factory=dict)
    mails: list[tuple[UUID, AddressHash, datetime]] = field(default_factory=list)
    post: MemoryPost = field(default_factory=MemoryPost)
    wrong_proofs: list[tuple[UUID, datetime]] = field(default_factory=list)
    outbox: list[OutgoingEvent] = field(default_factory=list)
    audit: list[AuditEntry | None] = field(default_factory=list)
    """None where an entry was purged: the others keep their positions."""

    def copy(self) -> "RegistryContents":
        """A copy whose changes do not show here."""
        return RegistryContents(
            dict(self.communities),
            dict(self.facilities),
            dict(self.removed_facilities),
            dict(self.restorable_facilities),
            dict(self.removed_communities),
            dict(self.offers),
            dict(self.creations),
            dict(self.invitations),
            list(self.mails),
            self.post.copy(),
            list(self.wrong_proofs),
            list(self.outbox),
            list(self.audit),
        )


class MemoryChange:
    """The twin of PostgresChange: a draft of the contents, which nobody else has."""

    def __init__(self, draft: RegistryContents, change: Change) -> None:
        self.draft = draft
        self.trail = ChangeTrail(change)

    def record(self, entries: Sequence[AuditEntry]) -> None:
        """Add to the audit trail."""
        self.draft.audit += entries

    def tell(self, event: OutgoingEvent) -> None:
        """Tell the other services."""
        self.draft.outbox.append(event)
