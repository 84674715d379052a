"""The mail channel, its post chosen by one URL."""

from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from services.engagement.outbound.letter import Post, compose
from services.engagement.outbound.mail_folder import MailFolder
from services.engagement.outbound.smtp import SmtpPost, SmtpServer
from services.engagement.ports import NotSentError, OutgoingMessage

_SMTP_PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class MailChannel:
    """Writes a letter to the user's address of this moment."""

    name = "mail"

    def __init__(self, post: Post) -> None:
        self._post = post

    @property
    def idempotent(self) -> bool:
        """A folder notices a repetition; a mail server does not."""
        return self._post.idempotent

    async def send(self, message: OutgoingMessage) -> None:
        """Post the letter. Raises NotSentError (also for an unknown user) or RefusedError."""
        contact = message.contact
        if contact is None or contact.email is None:
            raise NotSentError("no address is known")
        await self._post.post(compose(message.notification, contact, contact.email))


def mail_channel(url: str, *, sender: str) -> MailChannel:
    """`file:///folder`, `smtp://`, `smtp+starttls://` or `smtps://[user:password@]host[:port]`.

    `smtp` uses STARTTLS when the server offers it, `smtp+starttls` insists on it, `smtps` speaks
    TLS from the start. Raises ValueError for another scheme or a URL without folder or host.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return MailChannel(MailFolder(Path(unquote(parts.path))))
    if parts.scheme in _SMTP_PORTS and parts.hostname:
        return MailChannel(SmtpPost(_smtp_server(parts, parts.hostname), sender=sender))
    known = ", ".join(["file:///folder", *(f"{scheme}://host" for scheme in _SMTP_PORTS)])
    raise ValueError(f"mail_url must be one of {known}")


def _smtp_server(parts: SplitResult, host: str) -> SmtpServer:
    return SmtpServer(
        host=host,
        port=parts.port or _SMTP_PORTS[parts.scheme],
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        start_tls={"smtp": None, "smtp+starttls": True, "smtps": False}[parts.scheme],
    )
