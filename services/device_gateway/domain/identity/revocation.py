"""From ended certificates to the entries of a revocation list."""

from collections.abc import Mapping
from typing import Final

from services.device_gateway.domain.identity.certificate import EndReason
from services.device_gateway.domain.pki.revocation import RevocationReason

LIST_REASONS: Final[Mapping[EndReason, RevocationReason]] = {
    EndReason.STOLEN: RevocationReason.KEY_COMPROMISE,
    EndReason.COMPROMISED: RevocationReason.KEY_COMPROMISE,
    EndReason.DECOMMISSIONED: RevocationReason.CESSATION,
    EndReason.RELEASED: RevocationReason.SUPERSEDED,
    EndReason.SUPERSEDED: RevocationReason.SUPERSEDED,
    EndReason.NOT_REGISTERED: RevocationReason.SUPERSEDED,
    EndReason.RIVAL_REGISTERED: RevocationReason.SUPERSEDED,
}
"""Why, in the words of RFC 5280."""
