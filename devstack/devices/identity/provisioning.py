"""From the batch's claim to a registered certificate, by what the store has of it so far.

The steps are decided here, one message at a time, without I/O beyond the store: whoever was cut off
begins again where the store is.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from devstack.devices.identity.credentials import (
    BadCredentialsError,
    Credentials,
    credentials_of,
    request_certificate,
    sign_registration,
)
from devstack.devices.identity.store import IdentityStore, PendingIdentity
from devstack.devices.link import Dialer, Ears, Link, LinkLostError
from libs.chassis.telemetry import get_logger
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.certificates import (
    CertificateIssued,
    CertificateRequested,
    DeviceRegistered,
    ProvisioningRefused,
    RegistrationRequested,
)

_SESSION_BYTES: Final = 16
"""128 random bits, so that nobody guesses where another device is answered."""
_MENDED_BY_A_NEW_KEY: Final = frozenset({"bad_csr", "bad_token", "bad_signature"})


class ProvisioningRefusedError(Exception):
    """The system will not; `retry_after_s` None: asking again will not help."""

    def __init__(self, refused: ProvisioningRefused) -> None:
        super().__init__(f"{refused.step} refused: {refused.code} {refused.detail}".strip())
        self.code = refused.code
        self.retry_after_s = refused.retry_after_s


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisioningLine:
    """How to reach the system with a claim: `dial` for a session, how long to wait for answers."""

    dial: Callable[[Credentials, str, str], Dialer]
    """With the claim, for a session (the client id) and the topic to listen to."""
    ask_again_s: float = 5.0
    give_up_s: float = 60.0


def new_session() -> str:
    """A client id for the claims' listener, never used before."""
    return topics.CLAIM_SESSION_PREFIX + secrets.token_hex(_SESSION_BYTES)


class Provisioning:
    """One device's way to its identity."""

    def __init__(
        self,
        serial_number: str,
        store: IdentityStore,
        line: ProvisioningLine,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._serial_number = serial_number
        self._store = store
        self._line = line
        self._now = now
        self._heard = asyncio.Event()
        self._refused: ProvisioningRefused | None = None

    async def run(self) -> None:
        """One connection with the claim; then the store's pending identity is registered.

        Raises LinkLostError, also when nothing was answered; ProvisioningRefusedError.
        """
        claim = self._store.claim
        assert claim is not None, "a device without identity has a claim"
        self._drop_what_is_too_late()
        session, claim_id = new_session(), claim.common_name
        ears = Ears(message=self._hear, confirmed=lambda _number: None)
        dialer = self._line.dial(claim, session, topics.all_provisioned(claim_id, session))
        async with dialer.connect(ears) as link, asyncio.timeout(self._line.give_up_s) as patience:
            try:
                await self._ask_until_registered(link, claim_id, session)
            except TimeoutError:
                if patience.expired():
                    raise LinkLostError("the system does not answer the claim") from None
                raise

    def _drop_what_is_too_late(self) -> None:
        pending = self._store.pending
        if pending and pending.register_before and pending.register_before <= self._now():
            self._store.forget_pending()

    async def _ask_until_registered(self, link: Link, claim_id: str, session: str) -> None:
        while True:
            pending = self._store.pending
            if pending is not None and pending.ownership_token is None:
                return
            self._heard.clear()
            kind, question = self._question(pending)
            topic = topics.provision(claim_id, session, kind)
            link.publish(topic, msgspec.json.encode(question))
            await last_until(link, self._heard, self._line.ask_again_s)
            if self._refused is not None:
                self._give_way(self._refused)

    def _question(
        self, pending: PendingIdentity | None
    ) -> tuple[str, CertificateRequested | RegistrationRequested]:
        if pending is None:
            csr = request_certificate(self._store.fresh_key(), self._serial_number)
            return topics.CERTIFICATE, CertificateRequested(
                serial_number=self._serial_number, csr=csr
            )
        assert pending.ownership_token is not None
        return topics.REGISTRATION, RegistrationRequested(
            serial_number=self._serial_number,
            ownership_token=pending.ownership_token,
            signature=sign_registration(
                pending.credentials.key_pem, self._serial_number, pending.ownership_token
            ),
        )

    def _give_way(self, refused: ProvisioningRefused) -> None:
        self._refused = None
        if refused.code in _MENDED_BY_A_NEW_KEY:
            self._store.forget_pending()
        raise ProvisioningRefusedError(refused)

    def _hear(self, topic: str, payload: bytes) -> None:
        kind = topic.rpartition("/")[2]
        try:
            if kind == topics.CERTIFICATE:
                self._take_certificate(msgspec.json.decode(payload, type=CertificateIssued))
            elif kind == topics.REGISTRATION:
                self._take_registration(msgspec.json.decode(payload, type=DeviceRegistered))
            elif kind == topics.REFUSAL:
                self._refused = msgspec.json.decode(payload, type=ProvisioningRefused)
        except (msgspec.DecodeError, BadCredentialsError, UnicodeDecodeError) as error:
            get_logger().warning("answer_unreadable", topic=topic, error=str(error))
            return
        self._heard.set()

    def _take_certificate(self, issued: CertificateIssued) -> None:
        if self._store.pending is not None:
            return  # a repeated answer
        self._store.keep_pending(
            PendingIdentity(
                device_id=issued.device_id,
                credentials=credentials_of(self._store.fresh_key(), issued.certificate),
                ownership_token=issued.ownership_token,
                register_before=issued.register_before,
            )
        )

    def _take_registration(self, registered: DeviceRegistered) -> None:
        pending = self._store.pending
        if pending is not None and pending.device_id == registered.device_id:
            self._store.keep_pending(
                PendingIdentity(device_id=pending.device_id, credentials=pending.credentials)
            )


async def last_until(link: Link, event: asyncio.Event, at_most_s: float) -> None:
    """Return when it is set, or after that time. Raises LinkLostError."""
    waiting = asyncio.create_task(event.wait())
    lasting = asyncio.create_task(link.last(at_most_s))
    try:
        await asyncio.wait((waiting, lasting), return_when=asyncio.FIRST_COMPLETED)
        if lasting.done():
            lasting.result()
    finally:
        for task in (waiting, lasting):
            task.cancel()
        await asyncio.gather(waiting, lasting, return_exceptions=True)
