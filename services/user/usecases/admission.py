"""Who may try now: limits by account, by network address, and for everybody together.

The same for known and unknown addresses. What is counted is kept under keyed digests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import TooManyRequestsError
from services.user.domain.caller import Caller
from services.user.domain.email_address import EmailAddress
from services.user.domain.limits import (
    CHALLENGE_SOURCE_LIMITS,
    CHALLENGE_TOTAL_LIMITS,
    CODE_SOURCE_LIMITS,
    CODE_TOTAL_LIMITS,
    EXPORT_LIMITS,
    MAIL_LIMITS,
    MAIL_SOURCE_LIMITS,
    MAIL_TOTAL_LIMITS,
    PASSWORD_LIMITS,
    SIGN_IN_ACCOUNT_LIMITS,
    SIGN_IN_LIMITS,
    SIGN_IN_SOURCE_LIMITS,
    SIGN_IN_TOTAL_LIMITS,
    Limit,
    TooManyCodesError,
    TooManySignInsError,
    TooManyTriesError,
    whole_seconds,
)
from services.user.ports import AttemptCounts, Secrets

_EVERYBODY: Final = "everybody"


class _Success(Enum):
    """What a success does to a count of failures."""

    STARTS_ANEW = auto()
    GIVES_BACK = auto()


@dataclass(frozen=True)
class _Count:
    limits: Sequence[Limit]
    subject: bytes
    success: _Success = _Success.GIVES_BACK


@dataclass(frozen=True)
class Attempt:
    """An attempt that was counted; tell `Admission.succeeded` when it was no failure."""

    counts: tuple[_Count, ...]


@dataclass(frozen=True)
class Admission:
    """Counts attempts across replicas; refused ones cost nothing."""

    attempts: AttemptCounts
    secrets: Secrets
    clock: Clock

    async def letter(self, email: EmailAddress, caller: Caller) -> None:
        """Raises TooManyCodesError when too many mails were asked for."""
        await self._admit(
            TooManyCodesError("Too many messages were asked for. Wait before trying again."),
            _Count(MAIL_LIMITS, self._subject("mail-limit", email)),
            _Count(MAIL_SOURCE_LIMITS, self._subject("mail-source-limit", caller.household)),
            _Count(MAIL_TOTAL_LIMITS, self._subject("mail-total-limit", _EVERYBODY)),
        )

    async def sign_in(
        self, email: EmailAddress, caller: Caller, *, device_is_known: bool
    ) -> Attempt:
        """Raises TooManySignInsError; strangers' guesses do not hold up a known device."""
        account = self._account(email)
        return await self._admit(
            TooManySignInsError("Too many attempts. Wait before trying again."),
            _Count(
                SIGN_IN_LIMITS,
                self._subject("sign-in-limit", email, caller.household),
                _Success.STARTS_ANEW,
            ),
            *(() if device_is_known else (account,)),
            _Count(SIGN_IN_SOURCE_LIMITS, self._subject("sign-in-source", caller.household)),
            _Count(SIGN_IN_TOTAL_LIMITS, self._subject("sign-in-total", _EVERYBODY)),
        )

    async def challenge(self, caller: Caller) -> None:
        """Raises TooManySignInsError when too many challenges were asked for."""
        await self._admit(
            TooManySignInsError("Too many attempts. Wait before trying again."),
            _Count(CHALLENGE_SOURCE_LIMITS, self._subject("challenge-source", caller.household)),
            _Count(CHALLENGE_TOTAL_LIMITS, self._subject("challenge-total", _EVERYBODY)),
        )

    async def passkey(self, caller: Caller) -> Attempt:
        """Raises TooManySignInsError; whose account it would open is not known yet."""
        return await self._admit(
            TooManySignInsError("Too many attempts. Wait before trying again."),
            _Count(SIGN_IN_SOURCE_LIMITS, self._subject("sign-in-source", caller.household)),
            _Count(SIGN_IN_TOTAL_LIMITS, self._subject("sign-in-total", _EVERYBODY)),
        )

    async def code(self, caller: Caller) -> Attempt:
        """Raises TooManyTriesError when too many wrong codes were entered."""
        return await self._admit(
            TooManyTriesError("Too many wrong codes. Wait before trying again."),
            _Count(CODE_SOURCE_LIMITS, self._subject("code-source", caller.household)),
            _Count(CODE_TOTAL_LIMITS, self._subject("code-total", _EVERYBODY)),
        )

    async def password(self, user_id: UUID) -> Attempt:
        """Raises TooManyTriesError when a signed-in user gave too many wrong passwords."""
        subject = self._subject("password-limit", str(user_id))
        return await self._admit(
            TooManyTriesError("Too many wrong passwords. Wait before trying again."),
            _Count(PASSWORD_LIMITS, subject, _Success.STARTS_ANEW),
        )

    async def export(self, user_id: UUID) -> None:
        """Raises TooManyTriesError when the user asked for too many exports."""
        await self._admit(
            TooManyTriesError("Too many exports. Wait before asking for another."),
            _Count(EXPORT_LIMITS, self._subject("export-limit", str(user_id))),
        )

    async def succeeded(self, attempt: Attempt) -> None:
        """The attempt was no failure: it is not counted."""
        for count in attempt.counts:
            if count.success is _Success.STARTS_ANEW:
                await self.attempts.forget(count.limits, count.subject)
            else:
                await self.attempts.give_back(count.limits, count.subject)

    async def forgive(self, email: EmailAddress) -> None:
        """Forget the failed sign-ins of an account whose owner chose a new password."""
        account = self._account(email)
        await self.attempts.forget(account.limits, account.subject)

    def _account(self, email: EmailAddress) -> _Count:
        subject = self._subject("sign-in-account", email)
        return _Count(SIGN_IN_ACCOUNT_LIMITS, subject, _Success.STARTS_ANEW)

    def _subject(self, purpose: str, *parts: str) -> bytes:
        return self.secrets.digest(purpose, *parts)

    async def _admit(self, refusal: TooManyRequestsError, *counts: _Count) -> Attempt:
        now = self.clock.now()
        for number, count in enumerate(counts):
            wait = await self.attempts.take(count.limits, count.subject, now)
            if wait is not None:
                for taken in counts[:number]:
                    await self.attempts.give_back(taken.limits, taken.subject)
                refusal.retry_after_s = whole_seconds(wait)
                raise refusal
        return Attempt(counts)
