"""Why a request about the registry is refused. Codes are stable; texts are for people."""

from libs.chassis.errors import (
    ConflictError,
    InvalidInputError,
    NotAuthorizedError,
    NotFoundError,
    PreconditionFailedError,
    TooManyRequestsError,
)


class ProposalNotFoundError(NotFoundError):
    """Nobody is proposed as the community's next representative."""

    code = "proposal_not_found"


class InvitationNotFoundError(NotFoundError):
    """No such invitation waits, or it is for somebody else, or it has expired."""

    code = "invitation_not_found"


class MembershipNotFoundError(NotFoundError):
    """The facility neither belongs to the community nor has an open offer with it."""

    code = "membership_not_found"


class AccessNotFoundError(NotFoundError):
    """The user has no role in the facility."""

    code = "access_not_found"


class NotOwnerError(NotAuthorizedError):
    """Only an owner of the facility may do this."""

    code = "not_owner"


class IdempotencyKeyReusedError(ConflictError):
    """The idempotency key came with another request before."""

    code = "idempotency_key_reused"


class NotAMemberError(ConflictError):
    """Only an owner of one of the community's facilities can represent it next."""

    code = "not_a_member"


class LastOwnerError(ConflictError):
    """A facility always has an owner."""

    code = "last_owner"


class TooManyFacilitiesError(ConflictError):
    """The user owns as many facilities as one can."""

    code = "too_many_facilities"


class TooManyCommunitiesError(ConflictError):
    """The user represents as many communities as one can."""

    code = "too_many_communities"


class TooManyUsersError(ConflictError):
    """The facility has as many users as it can have."""

    code = "too_many_users"


class TooManyIntervalsError(ConflictError):
    """The facility's history is full: its state must stay small enough to travel."""

    code = "too_many_intervals"


class TooManyInvitationsError(ConflictError):
    """The facility, or the user, has as many invitations waiting as there can be."""

    code = "too_many_invitations"


class TooManyInvitationMailsError(TooManyRequestsError):
    """The user's invitations have caused so many mails that no more leave today."""

    code = "too_many_invitation_mails"


class InvitationsOffError(ConflictError):
    """The operator has not set up invitations by email."""

    code = "invitations_off"


class DeviceInUseError(ConflictError):
    """The device measures, or at that time measured, at another facility."""

    code = "device_in_use"


class IntervalOverlapError(ConflictError):
    """The effective date lies in a time that is already accounted for."""

    code = "interval_overlap"


class FacilityInCommunityError(ConflictError):
    """R1: a facility belongs to at most one community at a time."""

    code = "facility_in_other_community"


class SubstationDiffersError(ConflictError):
    """R2: all facilities of a community are under its primary substation."""

    code = "substation_differs"


class OwnerExcludedError(ConflictError):
    """R4: large companies take no part in a community."""

    code = "owner_excluded"


class PlantTooPowerfulError(ConflictError):
    """R3: a producing plant has at most 1 MW."""

    code = "plant_too_powerful"


class VersionDiffersError(PreconditionFailedError):
    """The entity has another version than the caller has read."""

    code = "version_differs"


class InvalidSettingsError(InvalidInputError):
    """Settings of a facility or community break a rule; `fields` says which."""

    code = "invalid_settings"


class InvalidEmailError(InvalidInputError):
    """This is no email address."""

    code = "invalid_email"


class ProofMissingError(InvalidInputError):
    """The code on the device's label is asked for."""

    code = "proof_missing"


class InvalidProofError(InvalidInputError):
    """This is no device's code: it has a slip in it."""

    code = "invalid_proof"


class ProofWrongError(NotAuthorizedError):
    """The code is another device's."""

    code = "proof_wrong"


class TooManyGuessesError(TooManyRequestsError):
    """The user entered too many wrong codes."""

    code = "too_many_guesses"


class InvalidDeviceIdError(InvalidInputError):
    """The device id does not have the form of one."""

    code = "invalid_device_id"


class InvalidEffectiveDateError(InvalidInputError):
    """The effective date lies in the future or absurdly far back."""

    code = "invalid_valid_from"
