"""What people who settle months can be told."""

from libs.chassis.errors import ConflictError, InvalidInputError, NotFoundError


class MonthNotBegunError(InvalidInputError):
    """There is nothing to settle of a month that has not begun."""

    code = "month_not_begun"


class MonthNotFoundError(NotFoundError):
    """The books have no such month."""

    code = "month_not_found"


class SettlementNotFoundError(NotFoundError):
    """The month has not been settled so, or has no such version."""

    code = "settlement_not_found"


class NotInCommunityError(NotFoundError):
    """The facility was in no community in the month, or not in this one."""

    code = "not_in_community"


class WeightsNotKeptError(ConflictError):
    """The version was kept without what weighed in it: no other policy can be tried on it."""

    code = "weights_not_kept"


class TooManyVersionsError(ConflictError):
    """The month has as many versions as one may."""

    code = "too_many_versions"


class InvalidGseStatementError(InvalidInputError):
    """A statement of GSE cannot be taken; nothing of it is stored."""

    code = "gse_statement_invalid"


class GseStatementNotFoundError(NotFoundError):
    """No statement of GSE was brought for the month."""

    code = "gse_statement_not_found"
