"""How often something may be done: counts in windows that open with the first attempt."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from libs.chassis.errors import TooManyRequestsError


class TooManyCodesError(TooManyRequestsError):
    """A mail to this address was asked for too often, known or not."""

    code = "too_many_codes"


class TooManySignInsError(TooManyRequestsError):
    """Too many attempts to sign in: to this account, from this place, or by everybody."""

    code = "too_many_sign_ins"


class TooManyTriesError(TooManyRequestsError):
    """Too many wrong codes or passwords, or too many exports."""

    code = "too_many_tries"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `max_count` in a window of this length."""

    name: str
    max_count: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """What has been counted since the window opened."""

    opened_at: datetime
    count: int


MAIL_LIMITS: Final = (
    Limit("mail_30s", 1, timedelta(seconds=30)),
    Limit("mail_1h", 5, timedelta(hours=1)),
)
"""Mails to one address, whoever asks."""

MAIL_SOURCE_LIMITS: Final = (Limit("mail_source_1h", 300, timedelta(hours=1)),)
"""Mails asked for from one network address; many people may be behind it."""

MAIL_TOTAL_LIMITS: Final = (Limit("mail_total_1h", 10_000, timedelta(hours=1)),)
"""Mails asked for by everybody."""

SIGN_IN_LIMITS: Final = (Limit("sign_in_15m", 10, timedelta(minutes=15)),)
"""Failed sign-ins of one account from one network address."""

SIGN_IN_ACCOUNT_LIMITS: Final = (Limit("sign_in_account_1h", 50, timedelta(hours=1)),)
"""Failed sign-ins of one account from wherever, except from devices it was used from before: so
strangers who guess cannot keep the owner out."""

SIGN_IN_SOURCE_LIMITS: Final = (Limit("sign_in_source_15m", 300, timedelta(minutes=15)),)
"""Failed sign-ins from one network address, to whichever accounts."""

SIGN_IN_TOTAL_LIMITS: Final = (Limit("sign_in_total_1m", 1_200, timedelta(minutes=1)),)
"""Failed sign-ins of everybody: about what two processes can hash in half of their time."""

CODE_SOURCE_LIMITS: Final = (Limit("code_source_15m", 60, timedelta(minutes=15)),)
"""Wrong codes from one network address, for whichever accounts."""

CODE_TOTAL_LIMITS: Final = (Limit("code_total_1m", 600, timedelta(minutes=1)),)
"""Wrong codes of everybody."""

PASSWORD_LIMITS: Final = (Limit("password_15m", 10, timedelta(minutes=15)),)
"""Wrong passwords of one signed-in user who changes it or deletes the account."""

CHALLENGE_SOURCE_LIMITS: Final = (Limit("challenge_source_15m", 600, timedelta(minutes=15)),)
"""Challenges asked for from one network address; the answers are limited as sign-ins are."""

CHALLENGE_TOTAL_LIMITS: Final = (Limit("challenge_total_1m", 1_200, timedelta(minutes=1)),)
"""Challenges asked for by everybody: each costs a few milliseconds and a row for two minutes."""

EXPORT_LIMITS: Final = (Limit("export_1h", 10, timedelta(hours=1)),)
"""Exports of one user's data."""


def take(
    limits: Sequence[Limit], windows: Sequence[Window | None], now: datetime
) -> tuple[Window, ...] | timedelta:
    """The windows after one more attempt, or how long to wait when any limit is reached.

    A refused attempt is not counted.
    """
    pairs = zip(limits, windows, strict=True)
    opened = [_open_window(limit, window, now) for limit, window in pairs]
    waits = [
        window.opened_at + limit.window - now
        for limit, window in zip(limits, opened, strict=True)
        if window.count >= limit.max_count
    ]
    if waits:
        return max(waits)
    return tuple(Window(window.opened_at, window.count + 1) for window in opened)


def _open_window(limit: Limit, window: Window | None, now: datetime) -> Window:
    if window is None or now >= window.opened_at + limit.window:
        return Window(now, 0)
    return window


def whole_seconds(wait: timedelta) -> int:
    """Seconds to wait, rounded up, at least 1."""
    return max(1, math.ceil(wait.total_seconds()))
