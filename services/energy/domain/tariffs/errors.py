"""What a person who asks for prices and rules can be told."""

from libs.chassis.errors import InvalidInputError, NotFoundError


class ZoneNotFoundError(NotFoundError):
    """The market has no such zone."""

    code = "zone_not_found"


class PricesNotUsableError(InvalidInputError):
    """Rows of an import do not fit; `fields` says which and why. Nothing has been imported."""

    code = "prices_not_usable"
