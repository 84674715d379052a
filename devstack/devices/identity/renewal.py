"""A new certificate before the old one ends, over the device's own connection."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from devstack.devices.identity.credentials import (
    BadCredentialsError,
    credentials_of,
    request_certificate,
)
from devstack.devices.identity.store import IdentityStore, PendingIdentity
from libs.chassis.telemetry import get_logger
from libs.contracts.mqtt.certificates import CertificateRenewed, RenewalRequested


class Renewal:
    """When to ask and what to make of the answer; the store has the rest."""

    def __init__(
        self, store: IdentityStore, *, now: Callable[[], datetime], ask_again_s: float
    ) -> None:
        self._store = store
        self._now = now
        self._ask_again_s = ask_again_s
        self._not_before: float = 0.0
        self._wanted = False

    def __repr__(self) -> str:
        """For messages."""
        pending = self._store.pending is not None
        return f"Renewal(wanted={self._wanted}, not_before={self._not_before}, {pending=})"

    def want(self) -> None:
        """Renew although there is time."""
        self._wanted, self._not_before = True, 0.0

    def question(self, now_s: float) -> bytes | None:
        """What to ask at `now_s` (of any clock that runs on); None when there is nothing."""
        current = self._store.current
        if current is None or self._store.pending is not None or now_s < self._not_before:
            return None
        self._not_before = now_s + self._ask_again_s
        if not self._wanted and not current.is_due(self._now()):
            return None
        csr = request_certificate(self._store.fresh_key(), current.common_name)
        return msgspec.json.encode(RenewalRequested(csr=csr))

    def is_to_be_shown(self, now_s: float) -> bool:
        """Whether to connect anew at `now_s`, with the certificate that nobody has seen yet.

        For a device that could not connect with it and went back to the former one: it tries again
        as often as it would ask again, for the former one ends.
        """
        if self._store.pending is None or now_s < self._not_before:
            return False
        self._not_before = now_s + self._ask_again_s
        return True

    def hear(self, payload: bytes, now_s: float) -> bool:
        """Whether there is a new identity to connect with."""
        current = self._store.current
        if current is None or self._store.pending is not None:
            return False
        try:
            answer = msgspec.json.decode(payload, type=CertificateRenewed)
            if answer.certificate is None:
                self._not_before = now_s + (answer.retry_after_s or self._ask_again_s)
                return False
            credentials = credentials_of(self._store.fresh_key(), answer.certificate)
        except (msgspec.DecodeError, BadCredentialsError, UnicodeDecodeError) as error:
            get_logger().warning("renewal_unreadable", error=str(error))
            return False
        self._wanted, self._not_before = False, now_s + self._ask_again_s
        self._store.keep_pending(
            PendingIdentity(device_id=current.common_name, credentials=credentials)
        )
        return True
