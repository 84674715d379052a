"""A device without identity asks, with its batch's claim, for a certificate."""

from dataclasses import dataclass
from datetime import datetime

from libs.chassis.clock import Clock
from services.device_gateway.domain.identity.certificate import (
    REGISTRATION_TIME,
    Certificate,
    Origin,
)
from services.device_gateway.domain.identity.identity import Identity
from services.device_gateway.domain.identity.ownership import ownership_token
from services.device_gateway.domain.identity.provisioning import (
    Claim,
    certificate_to_repeat,
    claimed_identity,
)
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal
from services.device_gateway.domain.pki.issuing import CsrRefused, read_csr
from services.device_gateway.ports.identity import IdentityStore
from services.device_gateway.ports.pki import DeviceCertificateIssuer
from services.device_gateway.usecases.identity.claim_pace import ClaimPace
from services.device_gateway.usecases.identity.issue import issued, refused_csr


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A certificate to be registered, and the token for that."""

    certificate: Certificate
    ownership_token: str


class RequestCertificate:
    """The same key is answered with the same certificate, however often it asks."""

    def __init__(
        self,
        store: IdentityStore,
        issuer: DeviceCertificateIssuer,
        pace: ClaimPace,
        clock: Clock,
        *,
        ownership_secret: bytes,
    ) -> None:
        self._store = store
        self._issuer = issuer
        self._pace = pace
        self._clock = clock
        self._secret = ownership_secret

    async def __call__(self, claim: Claim, csr: str) -> Offered | ProvisioningRefusal:
        """The certificate, which is kept when this returns."""
        refusal = self._pace.refuse(claim)
        if refusal is not None:
            return refusal
        proven = read_csr(csr)
        if isinstance(proven, CsrRefused):
            return refused_csr(proven)
        certificate = await self._certificate_for(claim, csr, proven.fingerprint)
        if isinstance(certificate, ProvisioningRefusal):
            return certificate
        token = ownership_token(self._secret, certificate)
        return Offered(certificate=certificate, ownership_token=token)

    async def _certificate_for(
        self, claim: Claim, csr: str, key_fingerprint: str
    ) -> Certificate | ProvisioningRefusal:
        async with self._store.transaction() as transaction:
            batch = await transaction.batch(claim.claim_id)
            listed = await transaction.identity_of_serial(claim.serial_number)
            identity = claimed_identity(claim, batch, listed)
            if isinstance(identity, ProvisioningRefusal):
                return identity
            now = self._clock.now()
            known = certificate_to_repeat(identity, key_fingerprint, now)
            if known is not None:
                return known
            made = self._issue(identity, csr, now)
            if isinstance(made, Certificate):
                await transaction.save(identity.issue(made))
            return made

    def _issue(
        self, identity: Identity, csr: str, now: datetime
    ) -> Certificate | ProvisioningRefusal:
        device_id = identity.device.device_id
        answer = self._issuer.issue(csr, device_id=device_id, now=now)
        return issued(
            answer, device_id, Origin.CLAIM, now=now, register_before=now + REGISTRATION_TIME
        )
