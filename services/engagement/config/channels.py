"""The ways out to a person; a channel without its setting is not used."""

from pathlib import Path

from pydantic import BaseModel, SecretStr

from libs.chassis.mail_url import LOCAL_SENDER, MailFrom


class ChannelSettings(BaseModel):
    """One field or more a channel."""

    mail_url: SecretStr | None = None
    """file:///folder, smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]"""
    mail_from: MailFrom = LOCAL_SENDER
    notification_log: Path | None = None
    """A folder for notifications.jsonl, or a file ending in .jsonl."""
