"""What a person who asks the books can be told."""

from libs.chassis.errors import InvalidInputError, NotAuthorizedError, NotFoundError


class UnknownFacilityError(NotFoundError):
    """There is no such facility."""

    code = "unknown_facility"


class UnknownDeviceError(NotFoundError):
    """No facility has ever had this device."""

    code = "unknown_device"


class UnknownCommunityError(NotFoundError):
    """There is no such community."""

    code = "unknown_community"


class NoRoleOnFacilityError(NotAuthorizedError):
    """The caller has no role on the facility."""

    code = "no_role_on_facility"


class NotOfCommunityError(NotAuthorizedError):
    """The caller neither represents the community nor has a role on a facility in it."""

    code = "not_of_community"


class NoRawReadingsOfCommunityError(InvalidInputError):
    """Raw readings are of one facility; a community has sums."""

    code = "resolution_not_available"
