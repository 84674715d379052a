"""What a representative can be told of a distribution."""

from libs.chassis.errors import InvalidInputError


class InvalidPolicyError(InvalidInputError):
    """The policy contradicts itself."""

    code = "invalid_policy"
