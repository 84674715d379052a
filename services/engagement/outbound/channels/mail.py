"""The mail channel: a message as a letter to the user's address of this moment."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from libs.chassis.mail import Letter, MailNotSentError, MailRefusedError, MailSender
from libs.chassis.mail_wording import Wording, html_of, text_of
from services.engagement.domain.delivery.attempts import WORTH_SENDING_FOR
from services.engagement.domain.delivery.message import Message
from services.engagement.domain.registry.contact import Contact, Locale
from services.engagement.ports.delivery import NotSentError, OutgoingMessage, RefusedError

_WORDINGS: Final[Mapping[Locale, Wording]] = {
    "it": Wording(
        "{title}",
        ("Ciao{name},", "{body}"),
        (
            "Ricevi questo messaggio perché fai parte della comunità. Se, quanto spesso e a che"
            " ora riceverli lo scegli tu, nelle preferenze.",
            "Se non vuoi più email di questo genere, qui le fermi senza accedere: {url}",
        ),
    ),
    "en": Wording(
        "{title}",
        ("Hello{name},", "{body}"),
        (
            "You get this message because you are a member of the community. Whether, how often"
            " and at what hours you get them is for you to choose, in your preferences.",
            "If you want no more mail of this kind, end it here without signing in: {url}",
        ),
    ),
}


class MailChannel:
    """Writes a letter to the user's address of this moment."""

    name = "mail"

    def __init__(self, sender: MailSender, unsubscribe_url: Callable[[UUID], str]) -> None:
        """`unsubscribe_url`: where a user ends such mail."""
        self._sender = sender
        self._unsubscribe_url = unsubscribe_url

    @property
    def idempotent(self) -> bool:
        """A folder notices a repetition; a mail server does not."""
        return self._sender.idempotent

    async def send(self, message: OutgoingMessage) -> None:
        """Send the letter. Raises NotSentError (also for an unknown user) or RefusedError."""
        contact = message.contact
        if contact is None or contact.email is None:
            raise NotSentError("no address is known")
        letter = compose(
            message.message,
            contact,
            contact.email,
            unsubscribe_url=self._unsubscribe_url(contact.user_id),
        )
        try:
            await self._sender.send(message.message.message_id, letter)
        except MailNotSentError as error:
            raise NotSentError(str(error)) from None
        except MailRefusedError as error:
            raise RefusedError(str(error)) from None


def compose(message: Message, contact: Contact, recipient: str, *, unsubscribe_url: str) -> Letter:
    """The letter to this address."""
    wording = _WORDINGS[message.language]
    values = {
        "title": message.title,
        "name": f" {contact.name}" if contact.name else "",
        "body": message.body,
        "url": unsubscribe_url,
    }
    return Letter(
        recipient=recipient,
        purpose="surplus",
        subject=message.title,
        text=text_of(wording, values),
        html=html_of(wording, values, locale=message.language),
        written_at=message.created_at,
        expires_at=message.created_at + WORTH_SENDING_FOR,
        unsubscribe_url=unsubscribe_url,
    )
