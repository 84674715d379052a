"""The way out for mail, chosen by one URL, and who it is from."""

from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import SplitResult, unquote, urlsplit

from pydantic import AfterValidator, SecretStr

from libs.chassis.mail import MailSender
from libs.chassis.mail_folder import MailFolder
from libs.chassis.mail_smtp import SmtpSender, SmtpServer

_SMTP_PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def _check_sender(sender: str) -> str:
    if "@" not in parseaddr(sender)[1]:
        raise ValueError("must be an address such as 'Meriggio <no-reply@example.org>'")
    return sender


MailFrom = Annotated[str, AfterValidator(_check_sender)]
"""A setting: who mail is from."""
LOCAL_SENDER: Final = "Meriggio <no-reply@localhost>"
"""For a folder; a mail server wants an address of its own domain."""


def mail_sender(url: SecretStr, *, sender: str) -> MailSender:
    """`file:///folder`, `smtp://`, `smtp+starttls://` or `smtps://[user:password@]host[:port]`.

    `smtp` uses STARTTLS when the server offers it, `smtp+starttls` insists on it, `smtps` speaks
    TLS from the start. Raises ValueError for another scheme or a URL without folder or host.
    """
    parts = urlsplit(url.get_secret_value())
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return MailFolder(Path(unquote(parts.path)))
    if parts.scheme in _SMTP_PORTS and parts.hostname:
        return SmtpSender(_smtp_server(parts, parts.hostname), sender=sender)
    known = ", ".join(["file:///folder", *(f"{scheme}://host" for scheme in _SMTP_PORTS)])
    raise ValueError(f"mail_url must be one of {known}")


def is_folder(url: SecretStr) -> bool:
    """True when mail leaves as files only."""
    return url.get_secret_value().startswith("file:")


def _smtp_server(parts: SplitResult, host: str) -> SmtpServer:
    return SmtpServer(
        host=host,
        port=parts.port or _SMTP_PORTS[parts.scheme],
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        start_tls={"smtp": None, "smtp+starttls": True, "smtps": False}[parts.scheme],
    )
