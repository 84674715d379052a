"""How often provisioning may be asked for."""

from libs.chassis.request_pace import RequestPace
from services.device_gateway.domain.identity.provisioning import Claim
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal, RefusalCode


class ClaimPace:
    """A limit for each claim, and one for each serial number of it.

    A serial number's is asked first: one device that repeats itself does not use up its batch's.
    """

    def __init__(self, *, per_claim: RequestPace, per_serial_number: RequestPace) -> None:
        self._per_claim = per_claim
        self._per_serial_number = per_serial_number

    def refuse(self, claim: Claim) -> ProvisioningRefusal | None:
        """Why the claim is not looked at now; None when it is."""
        wait_s = self._per_serial_number.wait_s((claim.claim_id, claim.serial_number))
        if wait_s is None:
            wait_s = self._per_claim.wait_s(claim.claim_id)
        if wait_s is None:
            return None
        return ProvisioningRefusal(RefusalCode.RATE_LIMITED, retry_after_s=wait_s)
