"""What a person who asks the books can be told."""

from libs.chassis.errors import InvalidInputError


class NoRawReadingsOfCommunityError(InvalidInputError):
    """Raw readings are of one facility; a community has sums."""

    code = "resolution_not_available"
