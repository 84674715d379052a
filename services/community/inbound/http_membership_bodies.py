"""Bodies of requests about memberships of facilities in communities, and of their answers."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.community.domain.consent import Left, MembershipOffer, OfferKind, Withdrawn
from services.community.domain.facility import Facility
from services.community.domain.facility_settings import MemberType
from services.community.domain.overview import Applicant, OfferInSight
from services.community.inbound.http_fields import Instant


class MembershipBody(ApiModel):
    """Since when the membership counts (default: the day both sides agree)."""

    valid_from: Instant | None = None


class MembershipAnswer(ApiModel):
    """The facility belongs to the community."""

    status: Literal["joined"] = "joined"
    community_id: UUID
    facility_id: UUID
    valid_from: datetime

    @classmethod
    def of(cls, facility: Facility) -> "MembershipAnswer":
        """A facility in a community."""
        current = facility.communities.current
        assert current is not None, "the facility has joined"
        return cls(
            community_id=current.value,
            facility_id=facility.facility_id,
            valid_from=current.valid_from,
        )


class OfferAnswer(ApiModel):
    """One side agrees, the other has not answered yet."""

    status: Literal["pending"] = "pending"
    community_id: UUID
    facility_id: UUID
    kind: OfferKind
    offered_by: UUID
    offered_at: datetime
    valid_from: datetime | None

    @classmethod
    def of(cls, offer: MembershipOffer) -> "OfferAnswer":
        """An offer that waits."""
        return cls.showing(offer, status="pending")


class ApplicantAnswer(ApiModel):
    """A facility that asks to join: what all would see of a member."""

    name: str
    member_type: MemberType
    max_consumption_w: float
    max_production_w: float

    @classmethod
    def of(cls, applicant: Applicant) -> "ApplicantAnswer":
        """The facility of a request."""
        return cls.showing(applicant)


class CommunityOfferAnswer(OfferAnswer):
    """An offer as the representative sees it."""

    facility: ApplicantAnswer | None = Field(
        description="Null of an invitation: an owner has not agreed to be seen yet."
    )

    @classmethod
    def in_sight(cls, seen: OfferInSight) -> "CommunityOfferAnswer":
        """An offer that waits, with the facility that asks."""
        facility = seen.applicant and ApplicantAnswer.of(seen.applicant)
        return cls.showing(seen.offer, status="pending", facility=facility)


class MembershipEndedAnswer(ApiModel):
    """`left`: the membership has ended. `withdrawn`: the offer that waited is gone."""

    status: Literal["left", "withdrawn"]
    community_id: UUID
    facility_id: UUID

    @classmethod
    def of(cls, community_id: UUID, outcome: Left | Withdrawn) -> "MembershipEndedAnswer":
        """What has ended."""
        match outcome:
            case Left(facility):
                return cls(
                    status="left", community_id=community_id, facility_id=facility.facility_id
                )
            case Withdrawn(offer):
                return cls(
                    status="withdrawn", community_id=community_id, facility_id=offer.facility_id
                )
