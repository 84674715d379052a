"""Why a submission is refused."""

from dataclasses import dataclass
from enum import StrEnum

from libs.chassis.errors import TooManyRequestsError


class Reason(StrEnum):
    """Stable codes: part of the dead letters' subjects, of metrics and of alerts."""

    PAYLOAD_TOO_LARGE = "payload_too_large"
    BARE_TOPIC_REFUSED = "bare_topic_refused"
    BAD_DEVICE_ID = "bad_device_id"
    UNKNOWN_DEVICE = "unknown_device"
    NOT_JSON = "not_json"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    OUT_OF_RANGE = "out_of_range"
    TOO_MANY_READINGS = "too_many_readings"
    DEVICE_MISMATCH = "device_mismatch"
    NOT_A_NUMBER = "not_a_number"
    ABSURD_POWER = "absurd_power"
    BAD_TIMESTAMP = "bad_timestamp"
    FUTURE_TIMESTAMP = "future_timestamp"
    TOO_OLD = "too_old"
    DEVICE_REVOKED = "device_revoked"
    NO_ACCESS = "no_access"
    RATE_LIMITED = "rate_limited"
    UNKNOWN_REPORT = "unknown_report"
    MALFORMED_REPORT = "malformed_report"
    INTERNAL_ERROR = "internal_error"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason, and what a person needs to understand it."""

    reason: Reason
    detail: str = ""


class TooManyReadingsError(TooManyRequestsError):
    """More readings than a device has to send; post them again after `Retry-After`."""

    code = "rate_limited"
