"""What a representative can be told of a distribution."""

from libs.chassis.errors import ConflictError, InvalidInputError, PreconditionFailedError


class InvalidPolicyError(InvalidInputError):
    """The policy contradicts itself."""

    code = "invalid_policy"


class PolicyDiffersError(PreconditionFailedError):
    """If-Match names another version than the newest: read the policy again."""

    code = "policy_differs"


class TooManyPoliciesError(ConflictError):
    """The community has as many versions as one may."""

    code = "too_many_policies"


class VersionTakenError(ConflictError):
    """Somebody else has decided meanwhile: look at their policy first."""

    code = "policy_changed"
