"""Mail as the services write it, and what becomes of an attempt to send it. Pure: no I/O here."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID


class MailNotSentError(Exception):
    """The mail surely did not leave; a later attempt may succeed."""


class MailRefusedError(Exception):
    """This mail will never be sent: the recipient or the content is refused for good."""


class MailUncertainError(Exception):
    """The connection broke when the content was on its way: the mail may have left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail, as text and as HTML. After `expires_at` it is not worth sending."""

    recipient: str
    purpose: str
    """Why somebody is written, as a word for file names and metrics, such as `sign-up-code`."""
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    written_at: datetime
    expires_at: datetime
    code: str | None = field(default=None, repr=False)
    """What the recipient is to enter somewhere."""
    unsubscribe_url: str | None = field(default=None, repr=False)
    """Of mail that the recipient may end: a POST there ends it, without signing in (RFC 8058)."""


class MailSender(Protocol):
    """A way out for mail."""

    @property
    def idempotent(self) -> bool:
        """True when sending a letter again under its id has no effect."""
        ...

    async def send(self, letter_id: UUID, letter: Letter) -> None:
        """Send it; the id is the same for every attempt.

        Raises MailNotSentError, MailRefusedError or MailUncertainError, without personal data.
        """
        ...
