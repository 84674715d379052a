"""A device has stored its certificate: from now on it is who it says."""

from typing import Final

from libs.chassis.clock import Clock
from services.device_gateway.domain.identity.certificate import Certificate
from services.device_gateway.domain.identity.identity import Identity
from services.device_gateway.domain.identity.ownership import certificate_of
from services.device_gateway.domain.identity.provisioning import (
    Claim,
    claimed_identity,
    registrable,
)
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal, RefusalCode
from services.device_gateway.ports.identity import IdentityStore, IdentityTransaction
from services.device_gateway.ports.pki import DeviceCertificateIssuer
from services.device_gateway.usecases.identity.claim_pace import ClaimPace
from services.device_gateway.usecases.identity.save_change import SaveChange

_BAD_TOKEN: Final = ProvisioningRefusal(
    RefusalCode.BAD_TOKEN, "of no certificate that waits; ask for one again"
)
_BAD_SIGNATURE: Final = ProvisioningRefusal(
    RefusalCode.BAD_SIGNATURE, "not by the key of the certificate that the token belongs to"
)


class RegisterDevice:
    """Repeated, it is answered alike."""

    def __init__(
        self,
        store: IdentityStore,
        issuer: DeviceCertificateIssuer,
        pace: ClaimPace,
        save: SaveChange,
        clock: Clock,
        *,
        ownership_secret: bytes,
    ) -> None:
        self._store = store
        self._issuer = issuer
        self._pace = pace
        self._save = save
        self._clock = clock
        self._secret = ownership_secret

    async def __call__(
        self, claim: Claim, *, ownership_token: str, signature: bytes
    ) -> str | ProvisioningRefusal:
        """The device's id."""
        refusal = self._pace.refuse(claim)
        if refusal is not None:
            return refusal
        async with self._store.transaction() as transaction:
            batch = await transaction.batch(claim.claim_id)
            listed = await transaction.identity_of_serial(claim.serial_number)
            identity = claimed_identity(claim, batch, listed)
            if isinstance(identity, ProvisioningRefusal):
                return identity
            return await self._register(transaction, identity, ownership_token, signature)

    async def _register(
        self,
        transaction: IdentityTransaction,
        identity: Identity,
        ownership_token: str,
        signature: bytes,
    ) -> str | ProvisioningRefusal:
        now = self._clock.now()
        signed = self._signed(identity, ownership_token, signature)
        if isinstance(signed, ProvisioningRefusal):
            return signed
        certificate = registrable(identity, signed, now)
        if isinstance(certificate, ProvisioningRefusal):
            return certificate
        if not certificate.is_active(now):
            await self._save(transaction, identity.register(certificate, now))
        return identity.device.device_id

    def _signed(
        self, identity: Identity, ownership_token: str, signature: bytes
    ) -> Certificate | ProvisioningRefusal:
        certificate = certificate_of(self._secret, ownership_token, identity.certificates)
        if certificate is None:
            return _BAD_TOKEN
        is_signed = self._issuer.verify_registration(
            certificate.pem,
            serial_number=identity.device.serial_number,
            ownership_token=ownership_token,
            signature=signature,
        )
        return certificate if is_signed else _BAD_SIGNATURE
