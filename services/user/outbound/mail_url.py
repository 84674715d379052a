"""The way out for mail, chosen by one URL."""

from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from libs.chassis.clock import Clock
from services.user.outbound.mail_folder import MailFolder
from services.user.outbound.smtp import SmtpSender, SmtpServer
from services.user.ports import MailSender

_SMTP_PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def mail_sender(url: str, *, sender: str, clock: Clock) -> MailSender:
    """`file:///folder`, `smtp://`, `smtp+starttls://` or `smtps://[user:password@]host[:port]`.

    `smtp` uses STARTTLS when the server offers it, `smtp+starttls` insists on it, `smtps` speaks
    TLS from the start. Raises ValueError for another scheme or a URL without folder or host.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return MailFolder(Path(unquote(parts.path)), clock)
    if parts.scheme in _SMTP_PORTS and parts.hostname:
        return SmtpSender(_smtp_server(parts, parts.hostname), sender=sender, clock=clock)
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
