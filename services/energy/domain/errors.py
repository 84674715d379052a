"""What a person who asks the books can be told."""

from libs.chassis.errors import InvalidInputError, NotAuthorizedError


class NoOfficialReadingsError(InvalidInputError):
    """Official curves are quarter-hours of a facility: nothing finer, and not of one device."""

    code = "basis_not_available"


class ExportTooLongError(InvalidInputError):
    """One export has readings of at most 400 days; ask for several."""

    code = "export_too_long"


class NoRawReadingsOfCommunityError(InvalidInputError):
    """Raw readings are of one facility, as are minutes in an export; a community has sums."""

    code = "resolution_not_available"


class TooFewFacilitiesError(NotAuthorizedError):
    """Over so few facilities a sum would tell one household's energy."""

    code = "too_few_facilities"


class NotRepresentativeError(NotAuthorizedError):
    """It is for the community's representative."""

    code = "not_representative"
