"""A device asks, over its own connection, for its next certificate; and shows that it has it."""

from libs.chassis.clock import Clock
from libs.chassis.request_pace import RequestPace
from services.device_gateway.domain.identity.certificate import Certificate, Origin
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal, RefusalCode
from services.device_gateway.domain.identity.renewal import renewal_to_repeat, renewing_identity
from services.device_gateway.domain.pki.issuing import CsrRefused, read_csr
from services.device_gateway.ports.identity import IdentityStore, RenewalsUnderWay
from services.device_gateway.ports.pki import DeviceCertificateIssuer
from services.device_gateway.usecases.identity.issue import issued, refused_csr


class RenewCertificate:
    """The same key is answered with the same certificate, however often it asks.

    A renewal waits until it ends, however long the device is away with it: nobody else has its key,
    and giving it up could lock out a device whose old certificate has ended meanwhile.
    """

    def __init__(
        self,
        store: IdentityStore,
        issuer: DeviceCertificateIssuer,
        pace: RequestPace,
        clock: Clock,
    ) -> None:
        self._store = store
        self._issuer = issuer
        self._pace = pace
        self._clock = clock

    async def __call__(self, device_id: str, csr: str) -> Certificate | ProvisioningRefusal:
        """The certificate, which is kept when this returns."""
        wait_s = self._pace.wait_s(device_id)
        if wait_s is not None:
            return ProvisioningRefusal(RefusalCode.RATE_LIMITED, retry_after_s=wait_s)
        proven = read_csr(csr)
        if isinstance(proven, CsrRefused):
            return refused_csr(proven)
        async with self._store.transaction() as transaction:
            identity = renewing_identity(await transaction.identity_of(device_id))
            if isinstance(identity, ProvisioningRefusal):
                return identity
            now = self._clock.now()
            known = renewal_to_repeat(identity, proven.fingerprint, now)
            if known is not None:
                return known
            answer = self._issuer.issue(csr, device_id=device_id, now=now)
            made = issued(answer, device_id, Origin.RENEWAL, now=now, register_before=None)
            if isinstance(made, Certificate):
                await transaction.save(identity.issue(made))
            return made


class NoteShownCertificate:
    """The certificate that a device connects with ends the ones before it."""

    def __init__(self, store: IdentityStore, renewals: RenewalsUnderWay, clock: Clock) -> None:
        self._store = store
        self._renewals = renewals
        self._clock = clock

    async def __call__(self, device_id: str, serial: str) -> bool:
        """True when this was the first sight of it. Asks the database only then."""
        if not self._renewals.is_awaited(device_id, serial):
            return False
        async with self._store.transaction() as transaction:
            identity = await transaction.identity_of(device_id)
            change = None if identity is None else identity.show(serial, self._clock.now())
            if change is None:
                return False
            await transaction.save(change)
            return True
