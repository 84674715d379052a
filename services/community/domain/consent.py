"""Nobody's facility is taken without consent: who offers, who accepts, and from when it counts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from libs.chassis.errors import NoAccessError
from services.community.domain.community import Community
from services.community.domain.errors import MembershipNotFoundError
from services.community.domain.facility import Facility
from services.community.domain.interval import check_effective_date
from services.community.domain.page import ByTime


class OfferKind(StrEnum):
    """Which side has consented so far."""

    INVITATION = "invitation"
    """The representative invites; an owner of the facility may accept."""
    REQUEST = "request"
    """An owner asks; the representative may accept."""


_BOTH_SIDES: Final = frozenset(OfferKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipOffer:
    """One side's consent, waiting for the other's. A pair has at most one."""

    community_id: UUID
    facility_id: UUID
    kind: OfferKind
    offered_by: UUID
    offered_at: datetime
    valid_from: datetime | None = None
    """Effective date this side agrees to; None: the day of acceptance."""

    @property
    def key_in_community(self) -> ByTime:
        """Its place in the list of a community."""
        return ByTime(self.offered_at, self.facility_id)

    @property
    def key_at_facility(self) -> ByTime:
        """Its place in the list of a facility."""
        return ByTime(self.offered_at, self.community_id)


@dataclass(frozen=True, slots=True)
class Joined:
    """Both sides agree (or had agreed before): the facility is a member."""

    facility: Facility


@dataclass(frozen=True, slots=True)
class Pending:
    """One side agrees."""

    offer: MembershipOffer


@dataclass(frozen=True, slots=True)
class Left:
    """The membership has ended."""

    facility: Facility


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The offer is gone: taken back by its side or declined by the other."""

    offer: MembershipOffer


def propose_membership(
    facility: Facility,
    community: Community,
    standing_offer: MembershipOffer | None,
    *,
    caller: UUID,
    requested_from: datetime | None,
    now: datetime,
) -> Joined | Pending:
    """FR9.1: the caller's consent joins the facility or waits for the other side's.

    Raises NoAccessError for a caller of neither side; InvalidEffectiveDateError; what
    Facility.join raises.
    """
    sides = _sides_of(caller, facility, community)
    if requested_from is not None:
        check_effective_date(requested_from, now=now)
    if facility.community_id == community.community_id:
        return Joined(facility)
    facility.check_may_join(community)
    if sides == _BOTH_SIDES:
        return Joined(_join(facility, community, requested_from, None, now))
    if standing_offer is not None and standing_offer.kind not in sides:
        agreed = _later(standing_offer.valid_from or now, requested_from)
        return Joined(_join(facility, community, requested_from, agreed, now))
    (side,) = sides
    return Pending(
        MembershipOffer(
            community_id=community.community_id,
            facility_id=facility.facility_id,
            kind=side,
            offered_by=caller,
            offered_at=now,
            valid_from=requested_from,
        )
    )


def end_membership(
    facility: Facility,
    community: Community,
    standing_offer: MembershipOffer | None,
    *,
    caller: UUID,
    now: datetime,
) -> Left | Withdrawn:
    """Either side ends the membership, or the offer that waits.

    Raises NoAccessError for a caller of neither side, MembershipNotFoundError.
    """
    _sides_of(caller, facility, community)
    if facility.community_id == community.community_id:
        return Left(facility.leave_community(now))
    if standing_offer is not None:
        return Withdrawn(standing_offer)
    raise MembershipNotFoundError("the facility does not belong to this community")


def _sides_of(caller: UUID, facility: Facility, community: Community) -> frozenset[OfferKind]:
    sides = set()
    if community.is_represented_by(caller):
        sides.add(OfferKind.INVITATION)
    if facility.is_owned_by(caller):
        sides.add(OfferKind.REQUEST)
    if not sides:
        raise NoAccessError("only the representative and the facility's owners may do this")
    return frozenset(sides)


def _join(
    facility: Facility,
    community: Community,
    requested_from: datetime | None,
    agreed: datetime | None,
    now: datetime,
) -> Facility:
    start = agreed or requested_from or now
    if requested_from is None:
        start = max(start, facility.communities.free_from)
    return facility.join(community, start, now)


def _later(offered: datetime, requested: datetime | None) -> datetime:
    """Never earlier than both sides agreed to: backdating changes who shared what."""
    return offered if requested is None else max(offered, requested)
