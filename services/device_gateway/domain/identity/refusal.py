"""Why a device gets no certificate."""

from dataclasses import dataclass
from enum import StrEnum


class RefusalCode(StrEnum):
    """Stable: part of the wire contract and of metrics."""

    UNKNOWN_SERIAL_NUMBER = "unknown_serial_number"
    ALREADY_CLAIMED = "already_claimed"
    BATCH_REVOKED = "batch_revoked"
    DEVICE_REVOKED = "device_revoked"
    RATE_LIMITED = "rate_limited"
    BAD_CSR = "bad_csr"
    BAD_TOKEN = "bad_token"  # noqa: S105  # a code, not a token
    BAD_SIGNATURE = "bad_signature"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class ProvisioningRefusal:
    """A code, what a person needs to understand it, and when asking again may help."""

    code: RefusalCode
    detail: str = ""
    retry_after_s: int | None = None
    """None: never."""
