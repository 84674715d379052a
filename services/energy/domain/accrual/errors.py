"""What somebody who asks for today can be told."""

from libs.chassis.errors import NotFoundError


class NoReadingYetError(NotFoundError):
    """No facility of the community has been measured as its member: there is no day to tell of."""

    code = "no_reading_yet"
