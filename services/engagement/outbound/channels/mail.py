"""The mail channel: a message as a letter to the user's address of this moment."""

from typing import Final

from libs.chassis.mail import Letter, MailNotSentError, MailRefusedError, MailSender
from libs.chassis.mail_wording import Wording, html_of, text_of
from services.engagement.domain.delivery.attempts import WORTH_SENDING_FOR
from services.engagement.domain.delivery.message import Message
from services.engagement.domain.registry.contact import Contact
from services.engagement.ports.delivery import NotSentError, OutgoingMessage, RefusedError

_GREETING: Final = {"it": "Ciao", "en": "Hello"}
_WHY: Final = {
    "it": "Ricevi questo messaggio perché fai parte della comunità. Se, quanto spesso e a che ora"
    " riceverli lo scegli tu, nelle preferenze.",
    "en": "You get this message because you are a member of the community. Whether, how often and"
    " at what hours you get them is for you to choose, in your preferences.",
}
_WORDING: Final = Wording("{title}", ("{hello},", "{body}"), ("{why}",))


class MailChannel:
    """Writes a letter to the user's address of this moment."""

    name = "mail"

    def __init__(self, sender: MailSender) -> None:
        self._sender = sender

    @property
    def idempotent(self) -> bool:
        """A folder notices a repetition; a mail server does not."""
        return self._sender.idempotent

    async def send(self, message: OutgoingMessage) -> None:
        """Send the letter. Raises NotSentError (also for an unknown user) or RefusedError."""
        contact = message.contact
        if contact is None or contact.email is None:
            raise NotSentError("no address is known")
        letter = compose(message.message, contact, contact.email)
        try:
            await self._sender.send(message.message.message_id, letter)
        except MailNotSentError as error:
            raise NotSentError(str(error)) from None
        except MailRefusedError as error:
            raise RefusedError(str(error)) from None


def compose(message: Message, contact: Contact, recipient: str) -> Letter:
    """The letter to this address."""
    language = message.language
    values = {
        "title": message.title,
        "hello": _GREETING[language] + (f" {contact.name}" if contact.name else ""),
        "body": message.body,
        "why": _WHY[language],
    }
    return Letter(
        recipient=recipient,
        purpose="surplus",
        subject=message.title,
        text=text_of(_WORDING, values),
        html=html_of(_WORDING, values, locale=language),
        written_at=message.created_at,
        expires_at=message.created_at + WORTH_SENDING_FOR,
    )
