"""Mail through an SMTP server, knowing at each step whether the letter can have gone out."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Final

import aiosmtplib

from services.engagement.outbound.letter import Letter
from services.engagement.ports import NotSentError, RefusedError

_PREPARE_TIMEOUT_S: Final = 8.0
_DATA_TIMEOUT_S: Final = 10.0
_PERMANENT: Final = 500


@dataclass(frozen=True)
class SmtpServer:
    """Where and how to hand letters in. `start_tls` None: when the server offers it."""

    host: str
    port: int
    username: str | None
    password: str | None = field(repr=False)
    use_tls: bool
    start_tls: bool | None


class SmtpPost:
    """One connection a letter. A repetition would arrive twice, so this post is not idempotent."""

    idempotent = False

    def __init__(self, server: SmtpServer, *, sender: str) -> None:
        self._server = server
        self._sender = sender
        self._envelope_sender = parseaddr(sender)[1]

    async def post(self, letter: Letter) -> None:
        """Hand the letter in.

        Raises NotSentError until the content is on its way, RefusedError when the recipient or
        the content is refused for good.
        What fails while the content is on its way leaves the outcome unknown, and raises as it is.
        """
        client = self._client()
        try:
            await self._prepare(client, letter)
            await self._hand_in(client, letter)
            with suppress(aiosmtplib.SMTPException):
                await client.quit(timeout=1)
        finally:
            client.close()

    async def _prepare(self, client: aiosmtplib.SMTP, letter: Letter) -> None:
        try:
            async with asyncio.timeout(_PREPARE_TIMEOUT_S):
                await client.connect()
                await client.mail(self._envelope_sender)
                await client.rcpt(letter.recipient)
        except aiosmtplib.SMTPRecipientRefused as error:
            raise _refusal(error) from None
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise NotSentError(type(error).__name__) from None

    async def _hand_in(self, client: aiosmtplib.SMTP, letter: Letter) -> None:
        content = self._message(letter).as_bytes(policy=SMTP)
        try:
            await client.data(content, timeout=_DATA_TIMEOUT_S)
        except aiosmtplib.SMTPDataError as error:
            raise _refusal(error) from None

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

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = letter.recipient
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(letter.written_at)
        message["Message-ID"] = f"<{letter.letter_id}@{self._envelope_sender.split('@')[-1]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation replies
        message.set_content(letter.text, cte="quoted-printable")
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        return message


def _refusal(error: aiosmtplib.SMTPResponseException) -> NotSentError | RefusedError:
    # The server's words may repeat the recipient's address: only its code is kept.
    said = f"SMTP {error.code}"
    return RefusedError(said) if error.code >= _PERMANENT else NotSentError(said)
