"""What a representative can be told of a distribution."""

from libs.chassis.errors import ConflictError, InvalidInputError


class InvalidPolicyError(InvalidInputError):
    """The policy contradicts itself."""

    code = "invalid_policy"


class VersionTakenError(ConflictError):
    """Somebody else has decided meanwhile: look at their policy first."""

    code = "policy_changed"
