"""A notification as a letter."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final, Protocol
from uuid import UUID

from services.engagement.domain.contact import Contact
from services.engagement.domain.notification import Notification

_GREETING: Final = {"it": "Ciao", "en": "Hello"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail server is given. `letter_id` is the same for every attempt."""

    letter_id: UUID
    recipient: str
    subject: str
    text: str
    html: str
    written_at: datetime


class Post(Protocol):
    """A way out for letters."""

    @property
    def idempotent(self) -> bool:
        """True when posting the same letter again has no effect."""
        ...

    async def post(self, letter: Letter) -> None:
        """Send it. Raises NotSentError or RefusedError when it surely did not go out."""
        ...


def compose(notification: Notification, contact: Contact, recipient: str) -> Letter:
    """The letter to this address."""
    hello = _GREETING[contact.locale] + (f" {contact.name}" if contact.name else "")
    return Letter(
        letter_id=notification.notification_id,
        recipient=recipient,
        subject=notification.title,
        text=f"{hello},\n\n{notification.body}\n\nMeriggio\n",
        html=_html(hello, notification, contact.locale),
        written_at=notification.created_at,
    )


def _html(hello: str, notification: Notification, locale: str) -> str:
    return (
        f'<!doctype html><html lang="{locale}"><head><meta charset="utf-8">'
        f"<title>{escape(notification.title)}</title></head>"
        '<body style="background:#0D0D0D;color:#F2F2F2;font-family:sans-serif;padding:24px">'
        f'<h1 style="color:#FFD500">{escape(notification.title)}</h1>'
        f"<p>{escape(hello)},</p><p>{escape(notification.body)}</p><p>Meriggio</p>"
        "</body></html>\n"
    )
