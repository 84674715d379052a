"""Mail through an SMTP server."""

from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from typing import Final

import aiosmtplib

from libs.chassis.clock import Clock
from services.user.domain.letters import Letter
from services.user.ports import MailNotSentError, MailRefusedError

TIMEOUT_S: Final = 15.0
_PERMANENT: Final = range(500, 600)


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
    """The port MailSender over one connection a letter."""

    def __init__(self, server: SmtpServer, *, sender: str, clock: Clock) -> None:
        name, address = parseaddr(sender)
        self._sender = Address(name, addr_spec=address)
        self._server = server
        self._clock = clock

    async def send(self, letter: Letter) -> None:
        """Send. Raises MailNotSentError (server away, busy, login refused) or MailRefusedError."""
        server = self._server
        try:
            await aiosmtplib.send(
                self._message(letter),
                hostname=server.host,
                port=server.port,
                username=server.username,
                password=server.password,
                use_tls=server.use_tls,
                start_tls=server.start_tls,
                timeout=TIMEOUT_S,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            raise _failure(all(code in _PERMANENT for code in codes), codes) from None
        except aiosmtplib.SMTPDataError as error:
            raise _failure(error.code in _PERMANENT, [error.code]) from None
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise MailNotSentError(type(error).__name__) from None

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = letter.recipient
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = make_msgid(domain=self._sender.domain)
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers, please
        message.set_content(letter.text, cte="quoted-printable")
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        return message


def _failure(permanent: bool, codes: list[int]) -> MailRefusedError | MailNotSentError:
    # The server's words may repeat the recipient's address: only its codes are kept.
    reason = f"SMTP {codes}"
    return MailRefusedError(reason) if permanent else MailNotSentError(reason)
