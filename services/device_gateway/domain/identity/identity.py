"""A device and its live certificates, changed as one. Every change keeps: at most one is active."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from services.device_gateway.domain.identity.certificate import (
    Certificate,
    CertificateState,
    EndReason,
    Origin,
)
from services.device_gateway.domain.identity.manufacturing import ManufacturedDevice

MOST_RENEWALS: Final = 3
"""Renewals that wait to be seen in use; the oldest gives way to a further one."""


class Happening(StrEnum):
    """What the other services are told."""

    PROVISIONED = "provisioned"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be stored, all of it or nothing."""

    device: ManufacturedDevice
    certificates: tuple[Certificate, ...] = ()
    """Those that are new or changed."""
    happening: Happening | None = None

    @property
    def ends_connections(self) -> bool:
        """Whether a certificate is revoked that somebody may be connected with."""
        return any(
            each.reason not in (None, EndReason.SUPERSEDED) and each.ended_at is not None
            for each in self.certificates
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """`certificates` are those pending or active as stored; time may have ended some of them."""

    device: ManufacturedDevice
    certificates: tuple[Certificate, ...] = ()

    def active(self, now: datetime) -> Certificate | None:
        """The device's own certificate."""
        return _first(each for each in self.certificates if each.is_active(now))

    def pending(self, now: datetime, origin: Origin) -> list[Certificate]:
        """Those that may become its own, the oldest first."""
        found = [e for e in self.certificates if e.origin is origin and e.is_pending(now)]
        return sorted(found, key=lambda each: (each.issued_at, each.serial))

    def issue(self, certificate: Certificate) -> Change:
        """Keep a new certificate. What was promised with older ones stays, but for limits."""
        now = certificate.issued_at
        waiting = self.pending(now, Origin.RENEWAL)
        too_many = waiting[: max(0, len(waiting) - MOST_RENEWALS + 1)]
        given_up = [each.ended(EndReason.SUPERSEDED, now) for each in too_many]
        return Change(device=self.device, certificates=(*given_up, certificate))

    def register(self, certificate: Certificate, now: datetime) -> Change:
        """The device is who holds this certificate's key; rivals for the same serial lose."""
        rivals = [each for each in self.certificates if each.serial != certificate.serial]
        device = replace(self.device, claimed_at=now, may_renew_early=False)
        change = self._ending(
            rivals, EndReason.RIVAL_REGISTERED, now, device, certificate.activated()
        )
        return replace(change, happening=Happening.PROVISIONED)

    def show(self, serial: str, now: datetime) -> Change | None:
        """The device connected with the certificate of that serial; None when that changes nothing.

        Only a renewal becomes active so: what a claim got has to be registered.
        """
        shown = _first(e for e in self.pending(now, Origin.RENEWAL) if e.serial == serial)
        if shown is None:
            return None  # also of a revoked device: nothing of it is pending
        older = [e for e in self.certificates if e.serial != serial and not _is_newer(e, shown)]
        device = replace(self.device, may_renew_early=False)
        return Change(
            device=device,
            certificates=(
                *(each.ended(EndReason.SUPERSEDED, now) for each in older),
                shown.activated(),
            ),
        )

    def revoke(self, reason: EndReason, now: datetime) -> Change:
        """Whatever it says or holds is refused from now on. Repeated, the last reason counts.

        Except that what is decommissioned stays so.
        """
        if self.device.is_decommissioned:
            return Change(device=self.device)
        is_news = self.device.revoked_at is None
        device = replace(
            self.device, revoked_at=self.device.revoked_at or now, reason=reason, cut_at=now
        )
        change = self._ending(self.certificates, reason, now, device)
        return replace(change, happening=Happening.REVOKED if is_news else None)

    def release(self, now: datetime) -> Change:
        """As it left the factory: its claim may get it a new identity, the old one is void."""
        is_news = self.device.claimed_at is not None and self.device.revoked_at is None
        device = replace(self.device, claimed_at=None, revoked_at=None, reason=None, cut_at=now)
        change = self._ending(self.certificates, EndReason.RELEASED, now, device)
        return replace(change, happening=Happening.REVOKED if is_news else None)

    def lapse(self, now: datetime) -> Change | None:
        """End what nobody registered in time and what has expired; None when there is nothing.

        Who is connected with what has expired is cut: brokers look at it only when it connects.
        """
        expired = [each for each in self.certificates if now >= each.not_after]
        late = [
            each
            for each in self.certificates
            if each.register_before <= now < each.not_after and not each.is_active(now)
        ]
        if not expired and not late:
            return None
        was_in_use = any(each.state is CertificateState.ACTIVE for each in expired)
        device = replace(self.device, cut_at=now) if was_in_use else self.device
        ended = [each.expired() for each in expired]
        return self._ending(late, EndReason.NOT_REGISTERED, now, device, *ended)

    def _ending(
        self,
        certificates: Iterable[Certificate],
        reason: EndReason,
        now: datetime,
        device: ManufacturedDevice,
        *others: Certificate,
    ) -> Change:
        ended = tuple(each.ended(reason, now) for each in certificates)
        return Change(
            device=replace(device, cut_at=now) if ended else device,
            certificates=(*ended, *others),
        )


def applied(identity: Identity, change: Change) -> Identity:
    """The identity after the change."""
    changed = {each.serial: each for each in (*identity.certificates, *change.certificates)}
    live = tuple(each for each in changed.values() if each.ended_at is None)
    return Identity(device=change.device, certificates=live)


def _is_newer(certificate: Certificate, shown: Certificate) -> bool:
    """Whether the device may be about to use it: it asked for it after the one it shows."""
    return certificate.state is CertificateState.PENDING and certificate.issued_at > shown.issued_at


def _first(certificates: Iterable[Certificate]) -> Certificate | None:
    return next(iter(certificates), None)
