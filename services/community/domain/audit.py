"""Who changed what, when, and what it was before: the trail of a facility or community."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.community.domain.community import Community
from services.community.domain.consent import MembershipOffer
from services.community.domain.facility import Facility
from services.community.domain.incentive_facts import IncentiveFacts
from services.community.domain.interval import Interval
from services.community.domain.invitation import Invitation
from services.community.domain.page import Newest
from services.community.domain.surplus_policy import SurplusPolicy

Document = Mapping[str, Any]
"""Parts of an entity by the names they have in the API, as JSON has them."""


class Action(StrEnum):
    """What somebody asked for; what came of it is the difference of before and after."""

    CREATE_FACILITY = "create_facility"
    CHANGE_FACILITY = "change_facility"
    REMOVE_FACILITY = "remove_facility"
    ATTACH_DEVICE = "attach_device"
    DETACH_DEVICE = "detach_device"
    GRANT_ACCESS = "grant_access"
    REVOKE_ACCESS = "revoke_access"
    RESTORE_FACILITY = "restore_facility"
    CREATE_COMMUNITY = "create_community"
    CHANGE_COMMUNITY = "change_community"
    REMOVE_COMMUNITY = "remove_community"
    RESTORE_COMMUNITY = "restore_community"
    JOIN_COMMUNITY = "join_community"
    LEAVE_COMMUNITY = "leave_community"
    REMOVE_ACCOUNT = "remove_account"
    """The user's, of which the user service tells; nobody here asked for it."""
    INVITE_USER = "invite_user"
    ACCEPT_INVITATION = "accept_invitation"
    END_INVITATION = "end_invitation"
    TRANSFER_REPRESENTATION = "transfer_representation"


@dataclass(frozen=True, slots=True)
class Change:
    """Who asks for what; every transaction has one."""

    by: UUID | None
    """None: the system itself."""
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One entity in one change. `before` and `after` hold only what differs.

    `before` is None for a new or restored entity, `after` for one that is removed.
    """

    entity_id: UUID
    at: datetime
    change: Change
    before: Document | None
    after: Document | None


@dataclass(frozen=True, slots=True)
class RecordedEntry:
    """An entry in its place: positions grow with time."""

    position: int
    entry: AuditEntry

    @property
    def key(self) -> Newest:
        """Its place in a list."""
        return Newest(self.position)


def facility_entries(
    change: Change, before: Facility | None, after: Facility, *, is_removed: bool = False
) -> list[AuditEntry]:
    """For the facility, and for the communities that it left and joined.

    A community learns of its facilities' comings and goings, not of their users and devices.
    """
    entries = [
        _entry(
            change,
            after.facility_id,
            after.changed_at,
            _facility_document(before) if before else None,
            None if is_removed else _facility_document(after),
        )
    ]
    left, joined = before.community_id if before else None, after.community_id
    if left != joined:
        entries += [
            _entry(
                change, each, after.changed_at, _member_of(before, each), _member_of(after, each)
            )
            for each in (left, joined)
            if each is not None
        ]
    return entries


def community_entries(
    change: Change, before: Community | None, after: Community, *, is_removed: bool = False
) -> list[AuditEntry]:
    """For the community."""
    return [
        _entry(
            change,
            after.community_id,
            after.changed_at,
            _community_document(before) if before else None,
            None if is_removed else _community_document(after),
        )
    ]


def offer_entries(
    change: Change,
    at: datetime,
    before: MembershipOffer | None,
    after: MembershipOffer | None,
) -> list[AuditEntry]:
    """For both sides of an offer that is made, replaced or gone."""
    offer = after or before
    if offer is None:
        return []
    documents = ({"offer": _offer_document(before)}, {"offer": _offer_document(after)})
    return [
        _entry(change, side, at, *documents) for side in (offer.community_id, offer.facility_id)
    ]


def invitation_entries(
    change: Change, at: datetime, before: Invitation | None, after: Invitation | None
) -> list[AuditEntry]:
    """For the facility of an invitation that is made, replaced or gone."""
    invitation = after or before
    if invitation is None:
        return []
    documents = (
        {"invitation": _invitation_document(before)},
        {"invitation": _invitation_document(after)},
    )
    return [_entry(change, invitation.facility_id, at, *documents)]


def _entry(
    change: Change, entity_id: UUID, at: datetime, before: Document | None, after: Document | None
) -> AuditEntry:
    if before is not None and after is not None:
        differing = [name for name in after if before[name] != after[name]]
        before = {name: before[name] for name in differing}
        after = {name: after[name] for name in differing}
    return AuditEntry(entity_id=entity_id, at=at, change=change, before=before, after=after)


def _facility_document(facility: Facility) -> Document:
    settings, device = facility.settings, facility.devices.current
    membership = facility.communities.current
    commissioned_on = settings.commissioned_on
    return {
        "name": settings.name,
        "region": settings.region,
        "primarySubstationCode": settings.primary_substation_code,
        "memberType": settings.member_type.value,
        "meterKind": settings.meter_kind.value,
        "transformationConstant": settings.transformation_constant,
        "maxConsumptionW": settings.max_consumption_w,
        "maxProductionW": settings.max_production_w,
        "commissionedOn": commissioned_on.isoformat() if commissioned_on else None,
        "plantSource": settings.plant_source.value,
        "regionalBonus": settings.regional_bonus,
        "incentivesReduction": settings.incentives_reduction,
        "ownerKind": settings.owner_kind.value,
        "storageEfficiency": settings.storage_efficiency,
        "formerFacts": [_former_facts_document(each) for each in facility.former_facts.intervals],
        "users": {str(access.user_id): access.role.value for access in facility.accesses},
        "device": device
        and {
            "deviceId": device.value.device_id,
            "transformationConstant": device.value.transformation_constant,
            "validFrom": device.valid_from.isoformat(),
        },
        "community": membership
        and {
            "communityId": str(membership.value),
            "validFrom": membership.valid_from.isoformat(),
        },
    }


def _former_facts_document(interval: Interval[IncentiveFacts]) -> Document:
    facts, until = interval.value, interval.valid_to
    return {
        "memberType": facts.member_type.value,
        "ownerKind": facts.owner_kind.value,
        "incentivesReduction": facts.incentives_reduction,
        "validFrom": interval.valid_from.isoformat(),
        "validTo": until.isoformat() if until else None,
    }


def _member_of(facility: Facility | None, community_id: UUID) -> Document:
    current = facility.communities.current if facility else None
    if facility is None or current is None or current.value != community_id:
        return {"facility": None}
    since = current.valid_from.isoformat()
    return {"facility": {"facilityId": str(facility.facility_id), "validFrom": since}}


def _community_document(community: Community) -> Document:
    settings = community.settings
    return {
        "name": settings.name,
        "primarySubstationCode": settings.primary_substation_code,
        "marketZone": settings.market_zone,
        "surplusPolicy": _policy_document(settings.surplus_policy),
        "representativeId": str(community.representative_id),
        "proposedRepresentativeId": (
            str(community.proposed_representative_id)
            if community.proposed_representative_id
            else None
        ),
    }


def _policy_document(policy: SurplusPolicy) -> Document:
    return {
        "thresholdW": policy.threshold_w,
        "thresholdRatio": policy.threshold_ratio,
        "endRatio": policy.end_ratio,
        "minimumDurationS": policy.minimum_duration_s,
        "cooldownS": policy.cooldown_s,
        "maximumAgeS": policy.maximum_age_s,
        "minimumFreshRatio": policy.minimum_fresh_ratio,
        "quietFrom": f"{policy.quiet_from:%H:%M}",
        "quietTo": f"{policy.quiet_to:%H:%M}",
        "timeZone": policy.time_zone,
        "quietOnHolidays": policy.quiet_on_holidays,
        "holidays": [day.isoformat() for day in policy.holidays],
        "holdOutRatio": policy.hold_out_ratio,
        "wattsPerMember": policy.watts_per_member,
        "responseRatio": policy.response_ratio,
    }


def _invitation_document(invitation: Invitation | None) -> Document | None:
    """Without the address's hash: nobody but this service has a use for it."""
    if invitation is None:
        return None
    return {
        "invitationId": str(invitation.invitation_id),
        "role": invitation.role.value,
        "expiresAt": invitation.expires_at.isoformat(),
    }


def _offer_document(offer: MembershipOffer | None) -> Document | None:
    if offer is None:
        return None
    return {
        "communityId": str(offer.community_id),
        "facilityId": str(offer.facility_id),
        "kind": offer.kind.value,
        "offeredBy": str(offer.offered_by),
        "offeredAt": offer.offered_at.isoformat(),
        "validFrom": offer.valid_from.isoformat() if offer.valid_from else None,
    }
