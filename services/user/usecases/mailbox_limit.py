"""The limit on mails to one address, the same for known and unknown addresses."""

from dataclasses import dataclass

from libs.chassis.clock import Clock
from services.user.domain.email_address import EmailAddress
from services.user.domain.limits import MAIL_LIMITS, TooManyCodesError, whole_seconds
from services.user.ports import AttemptCounts, Secrets


@dataclass(frozen=True)
class MailboxLimit:
    """Counts mails asked for; keeps only a keyed digest of the address."""

    attempts: AttemptCounts
    secrets: Secrets
    clock: Clock

    async def admit(self, email: EmailAddress) -> None:
        """Raises TooManyCodesError when the address was written to too often."""
        subject = self.secrets.digest("mail-limit", email)
        wait = await self.attempts.take(MAIL_LIMITS, subject, self.clock.now())
        if wait is not None:
            raise TooManyCodesError(
                "A message was sent to this address a moment ago.",
                retry_after_s=whole_seconds(wait),
            )
