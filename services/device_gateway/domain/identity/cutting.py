"""When connections of certificates that were revoked, or have expired, are cut."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

CUT_EVERY: Final = timedelta(seconds=1)
CUT_FOR: Final = timedelta(seconds=10)
"""Longer than brokers need to take the list by which they refuse the device."""
CUT_OTHERS_AFTER: Final = timedelta(seconds=4)
"""Of a device that stays welcome, connections go once, when the list has reached the brokers: it
comes back, who holds the certificate that ended does not."""
REMEMBERED_FOR: Final = timedelta(hours=1)
"""A revocation that is found so late (the gateway was away) still cuts."""
SIGHT_EVERY: Final = timedelta(seconds=2)
"""A revoked device that goes on speaking is cut so often."""


@dataclass
class CutPlan:
    """Which devices' connections to cut, and when next."""

    _due: dict[str, datetime] = field(default_factory=dict)
    _until: dict[str, datetime] = field(default_factory=dict)
    _last: dict[str, datetime] = field(default_factory=dict)

    def ended(self, device_id: str, *, cut_at: datetime, stays: bool, now: datetime) -> None:
        """Of a device that `stays` welcome or not a certificate was ended at `cut_at`."""
        if now - cut_at > REMEMBERED_FOR:
            return
        if stays:
            due = max(now, cut_at + CUT_OTHERS_AFTER)
            self._until.pop(device_id, None)
        else:
            due = now
            self._until[device_id] = now + CUT_FOR
        self._due[device_id] = due

    def sighted(self, device_id: str, now: datetime) -> None:
        """A revoked device spoke."""
        last = self._last.get(device_id)
        if last is None or now - last >= SIGHT_EVERY:
            self._due.setdefault(device_id, now)

    def take_due(self, now: datetime, limit: int) -> list[str]:
        """Whom to cut now, those waiting longest first; they come again while their time lasts."""
        due = sorted((at, each) for each, at in self._due.items() if at <= now)[:limit]
        for _, device_id in due:
            self._last[device_id] = now
            if now + CUT_EVERY < self._until.get(device_id, now):
                self._due[device_id] = now + CUT_EVERY
            else:
                self._due.pop(device_id)
                self._until.pop(device_id, None)
        self._forget_old(now)
        return [device_id for _, device_id in due]

    def _forget_old(self, now: datetime) -> None:
        for device_id in [each for each, at in self._last.items() if now - at >= SIGHT_EVERY]:
            del self._last[device_id]
