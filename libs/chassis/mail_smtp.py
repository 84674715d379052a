"""Mail through an SMTP server, knowing at each step whether the letter can have left."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any, Final
from uuid import UUID

import aiosmtplib

from libs.chassis.mail import Letter, MailNotSentError, MailRefusedError, MailUncertainError

_PREPARE_TIMEOUT_S: Final = 8.0
_DATA_TIMEOUT_S: Final = 10.0
_PERMANENT: Final = 500
_UNSUBSCRIBE: Final = "List-Unsubscribe"


class _MailPolicy(EmailPolicy):
    """As `email.policy.SMTP`, but a long URL stays as it is: it would be encoded as words are."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name != _UNSUBSCRIBE:
            return super().fold_binary(name, value)
        return f"{name}: {value}{self.linesep}".encode("ascii")


_POLICY: Final = _MailPolicy(linesep="\r\n")


@dataclass(frozen=True)
class SmtpServer:
    """Where mail leaves. `start_tls`: True always, False never, None when the server offers it."""

    host: str
    port: int
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    use_tls: bool = False
    start_tls: bool | None = None


class SmtpSender:
    """One connection a letter. A repetition arrives twice, under the same Message-ID."""

    idempotent = False

    def __init__(self, server: SmtpServer, *, sender: str) -> None:
        name, address = parseaddr(sender)
        self._sender = Address(name, addr_spec=address)
        self._server = server

    async def send(self, letter_id: UUID, letter: Letter) -> None:
        """Hand the letter in.

        Raises MailNotSentError until the content is on its way (server away, busy, login refused),
        MailRefusedError when recipient or content is refused for good, MailUncertainError when
        the connection broke before the server answered for the content.
        """
        content = self._message(letter_id, letter).as_bytes(policy=_POLICY)
        client = self._client()
        try:
            await self._prepare(client, letter.recipient)
            await _hand_in(client, content)
            with suppress(aiosmtplib.SMTPException):
                await client.quit(timeout=1)
        finally:
            client.close()

    async def _prepare(self, client: aiosmtplib.SMTP, recipient: str) -> None:
        try:
            async with asyncio.timeout(_PREPARE_TIMEOUT_S):
                await client.connect()
                await client.mail(self._sender.addr_spec)
                await client.rcpt(recipient)
        except aiosmtplib.SMTPRecipientRefused as error:
            raise _refusal(error) from None
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise MailNotSentError(type(error).__name__) from None

    def _client(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            use_tls=server.use_tls,
            start_tls=server.start_tls,
            timeout=_PREPARE_TIMEOUT_S,
        )

    def _message(self, letter_id: UUID, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = _one_address(letter.recipient)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(letter.written_at)
        message["Message-ID"] = f"<{letter_id}@{self._sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers, please
        for name, value in _unsubscribe_headers(letter.unsubscribe_url):
            message[name] = value
        message.set_content(letter.text, cte="quoted-printable")
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        return message


def _unsubscribe_headers(url: str | None) -> list[tuple[str, str]]:
    """RFC 2369, and RFC 8058 where mail programs may end it with one click: with https only."""
    if url is None:
        return []
    header = (_UNSUBSCRIBE, f"<{url}>")
    if not url.startswith("https://"):
        return [header]
    return [header, ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]


async def _hand_in(client: aiosmtplib.SMTP, content: bytes) -> None:
    try:
        await client.data(content, timeout=_DATA_TIMEOUT_S)
    except aiosmtplib.SMTPDataError as error:
        raise _refusal(error) from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailUncertainError(type(error).__name__) from None


def _one_address(recipient: str) -> Address:
    try:
        return Address(addr_spec=recipient)
    except (MessageError, ValueError):
        raise MailRefusedError("the recipient is not one address") from None


def _refusal(error: aiosmtplib.SMTPResponseException) -> MailNotSentError | MailRefusedError:
    # The server's words may repeat the recipient's address: only its code is kept.
    said = f"SMTP {error.code}"
    return MailRefusedError(said) if error.code >= _PERMANENT else MailNotSentError(said)
