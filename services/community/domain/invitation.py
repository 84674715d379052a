"""A role in a facility for whoever can read mail at an address, also before they sign up.

Only a keyed hash of the address is known here: enough to recognise it, useless without the key.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NewType
from uuid import UUID

from libs.chassis.errors import FieldError
from services.community.domain.errors import (
    InvalidEmailError,
    InvitationNotFoundError,
    TooManyInvitationsError,
)
from services.community.domain.facility import Facility, FacilityRole

AddressHash = NewType("AddressHash", bytes)

INVITATION_LASTS: Final = timedelta(days=14)
MAX_OPEN_AT_FACILITY: Final = 20
MAX_OPEN_BY_USER: Final = 100
MAX_EMAIL_LENGTH: Final = 254
_ATOM: Final = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ADDRESS: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*", re.ASCII)
_BY_RANK: Final = (FacilityRole.VIEWER, FacilityRole.MANAGER, FacilityRole.OWNER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A role that waits to be accepted. A facility has at most one for an address."""

    invitation_id: UUID
    facility_id: UUID
    address_hash: AddressHash
    role: FacilityRole
    invited_by: UUID
    invited_at: datetime
    expires_at: datetime

    @classmethod
    def made(
        cls,
        invitation_id: UUID,
        facility_id: UUID,
        address: AddressHash,
        role: FacilityRole,
        *,
        by: UUID,
        at: datetime,
    ) -> "Invitation":
        """As it is when it has just been made, allowed or not."""
        return cls(
            invitation_id=invitation_id,
            facility_id=facility_id,
            address_hash=address,
            role=role,
            invited_by=by,
            invited_at=at,
            expires_at=at + INVITATION_LASTS,
        )


@dataclass(frozen=True, slots=True)
class InvitationInSight:
    """An invitation as who is invited sees it."""

    invitation: Invitation
    facility_name: str


def normal_address(address: str) -> str:
    """The address as the user service tells it: ASCII, lower case, no space around it.

    Raises InvalidEmailError for what is not one address (RFC 5321 without quotes and literals).
    """
    normal = address.strip().lower()
    if len(normal) > MAX_EMAIL_LENGTH or not _ADDRESS.fullmatch(normal):
        message = "is no email address"
        raise InvalidEmailError(
            f"this {message}", fields=(FieldError("email", InvalidEmailError.code, message),)
        )
    return normal


def address_hash(normal: str, key: bytes) -> AddressHash:
    """HMAC-SHA256 of an address in its normal form."""
    return AddressHash(hmac.digest(key, normal.encode(), hashlib.sha256))


def invite(
    facility: Facility,
    address: AddressHash,
    role: FacilityRole,
    *,
    invitation_id: UUID,
    caller: UUID,
    open_at_facility: Sequence[Invitation],
    open_by_caller: int,
    now: datetime,
) -> Invitation:
    """The owner's invitation, in place of an earlier one for the same address.

    Raises NotOwnerError, TooManyInvitationsError.
    """
    facility.require_owner(caller)
    others = [each for each in open_at_facility if each.address_hash != address]
    if len(others) >= MAX_OPEN_AT_FACILITY or open_by_caller >= MAX_OPEN_BY_USER:
        raise TooManyInvitationsError(
            f"at most {MAX_OPEN_AT_FACILITY} invitations of a facility and {MAX_OPEN_BY_USER} of"
            " a user wait at a time; withdraw some, or wait until they expire"
        )
    return Invitation.made(invitation_id, facility.facility_id, address, role, by=caller, at=now)


def require_open(
    invitation: Invitation | None, address: AddressHash | None, now: datetime
) -> Invitation:
    """The invitation, if it is for that address and has not expired.

    Raises InvitationNotFoundError: nobody learns of other people's invitations.
    """
    if (
        invitation is None
        or address is None
        or not hmac.compare_digest(invitation.address_hash, address)
        or invitation.expires_at <= now
    ):
        raise InvitationNotFoundError("no such invitation for you, or it has expired")
    return invitation


def require_inviter(facility: Facility, invitation: Invitation) -> None:
    """An invitation is worth what its author still is: an owner.

    Raises InvitationNotFoundError, or who lost a role could come back by an invitation of theirs.
    """
    if facility.role_of(invitation.invited_by) is not FacilityRole.OWNER:
        raise InvitationNotFoundError("who invited you is no owner of the facility any more")


def accept(facility: Facility, invitation: Invitation, user_id: UUID, now: datetime) -> Facility:
    """The user has the role, or keeps a higher one. Raises TooManyUsersError."""
    present = facility.role_of(user_id)
    if present is not None and _BY_RANK.index(present) >= _BY_RANK.index(invitation.role):
        return facility
    return facility.grant(user_id, invitation.role, now)
