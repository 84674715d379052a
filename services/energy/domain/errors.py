"""What a person who asks the books can be told."""

from libs.chassis.errors import InvalidInputError


class NoOfficialReadingsError(InvalidInputError):
    """Official curves are quarter-hours of a facility: nothing finer, and not of one device."""

    code = "basis_not_available"


class NoRawReadingsOfCommunityError(InvalidInputError):
    """Raw readings are of one facility; a community has sums."""

    code = "resolution_not_available"
