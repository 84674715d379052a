"""Which months the rounds settle: those that changed and have been quiet since."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

K = TypeVar("K")

CORRECTED_FOR: Final = 61
"""Months: GSE takes corrections up to the sixty-first month."""
SETTLED_AFTER: Final = timedelta(hours=2)
"""After a month's end: by then every change of it counts as a restatement."""
QUIET_FOR: Final = timedelta(hours=1)
"""So that a replay of years, or readings that come late one by one, give one version, not many."""


_OWN_BYTES: Final = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of a month: states by `state_of`."""

    settled_state: bytes | None
    """Of what it depended on when it was settled last, or found to have no energy."""
    seen_state: bytes
    seen_since: datetime
    """Since when its own state is the seen one."""

    def seen(self, state: bytes, now: datetime) -> "Check":
        """With what is seen now."""
        same = _own(state) == _own(self.seen_state)
        return replace(self, seen_state=state, seen_since=self.seen_since if same else now)

    @property
    def is_changed(self) -> bool:
        """Whether it is another state than what it was settled by."""
        return self.seen_state != self.settled_state

    @property
    def is_changed_itself(self) -> bool:
        """Whether that lies in the month, and not only in its year."""
        return self.settled_state is None or _own(self.seen_state) != _own(self.settled_state)

    def is_quiet(self, now: datetime) -> bool:
        """Whether its own state has been the same for long enough."""
        return now - self.seen_since >= QUIET_FOR

    def settled(self) -> "Check":
        """By what was seen."""
        return replace(self, settled_state=self.seen_state)


def first_seen(state: bytes, now: datetime) -> Check:
    """Of a month that was never looked at."""
    return Check(None, state, now)


def state_of(own: Sequence[object], year: Sequence[object]) -> bytes:
    """A digest of what a month depends on, its own first and then its year's.

    The parts are written the same way always.
    """
    return b"".join(hashlib.sha256(repr(list(part)).encode()).digest() for part in (own, year))


def due_months(checks: Mapping[K, Check], year_of: Callable[[K], object], now: datetime) -> list[K]:
    """Those to settle now, in the order given.

    A month of which only the year changed waits until no month of that year is to change itself:
    else twelve months that are settled one after the other would give each of them twelve versions.
    """
    unsettled_years = {year_of(k) for k, check in checks.items() if check.is_changed_itself}
    return [
        key
        for key, check in checks.items()
        if check.is_changed
        and check.is_quiet(now)
        and (check.is_changed_itself or year_of(key) not in unsettled_years)
    ]


def _own(state: bytes) -> bytes:
    return state[:_OWN_BYTES]
