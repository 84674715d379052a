"""The ways out to a person; a channel without its setting is not used."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr

from libs.chassis.mail_url import LOCAL_SENDER, MailFrom

LongSecret = Annotated[SecretStr, Field(min_length=32)]


class ChannelSettings(BaseModel):
    """One field or more a channel."""

    endpoint_key: LongSecret
    """Encrypts the addresses at which users are reached. Losing it loses them."""

    mail_url: SecretStr | None = None
    """file:///folder, smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]"""
    mail_from: MailFrom = LOCAL_SENDER
    notification_log: Path | None = None
    """A folder for notifications.jsonl, or a file ending in .jsonl."""
