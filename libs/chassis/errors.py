"""Domain errors: each has a stable `code`; an edge maps the class to its protocol once.

Pure: the one chassis module a domain may import.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one input field; `code` is stable, `message` is for people."""

    field: str
    code: str
    message: str


class DomainError(Exception):
    """Something the caller asked for cannot be done. Subclass with a `code` of your own."""

    code: ClassVar[str] = "domain_error"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.code)
        self.detail = detail


class InvalidInputError(DomainError):
    """The input breaks a rule; `fields` says where."""

    code = "invalid_input"

    def __init__(self, detail: str = "", *, fields: tuple[FieldError, ...] = ()) -> None:
        super().__init__(detail)
        self.fields = fields


class UnauthenticatedError(DomainError):
    """Nobody proved who is calling."""

    code = "unauthenticated"


class NotAuthorizedError(DomainError):
    """The caller is known and lacks the role."""

    code = "not_authorized"


class NotFoundError(DomainError):
    """No such entity."""

    code = "not_found"


class CommunityNotFoundError(NotFoundError):
    """There is no such community."""

    code = "community_not_found"


class FacilityNotFoundError(NotFoundError):
    """There is no such facility."""

    code = "facility_not_found"


class DeviceNotFoundError(NotFoundError):
    """There is no such device, or none there."""

    code = "device_not_found"


class NoAccessError(NotAuthorizedError):
    """The caller has no role here that allows to see this."""

    code = "no_access"


class NotRepresentativeError(NotAuthorizedError):
    """It is for the community's representative."""

    code = "not_representative"


class ConflictError(DomainError):
    """The request contradicts the present state."""

    code = "conflict"


class PreconditionFailedError(DomainError):
    """The entity is not, or no longer, as the caller supposes."""

    code = "precondition_failed"


class TooManyRequestsError(DomainError):
    """A limit is reached; try again after `retry_after_s` seconds."""

    code = "too_many_requests"

    def __init__(self, detail: str = "", *, retry_after_s: int = 1) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


class TooManyStreamsError(TooManyRequestsError):
    """The user has as many live streams open as one may have."""

    code = "too_many_streams"


class LiveCapacityReachedError(TooManyRequestsError):
    """The process has as many live streams open as it may have."""

    code = "live_capacity_reached"
