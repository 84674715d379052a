"""The service's settings, read once from the environment (MERIGGIO_ENGAGEMENT_...)."""

import re
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.chassis.mail_url import LOCAL_SENDER, MailFrom

PARTITION_COUNT: Final = 64
_RANGE: Final = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3}))?")


def parse_partitions(text: str) -> frozenset[int]:
    """The partitions of "0-31,40": numbers and inclusive ranges. Raises ValueError."""
    partitions: set[int] = set()
    for part in text.split(","):
        named = _RANGE.fullmatch(part.strip())
        if named is None:
            raise ValueError("must be numbers and ranges such as 0-31,40")
        first, last = named.groups()
        partitions |= set(range(int(first), int(last or first) + 1))
    if not partitions or max(partitions) >= PARTITION_COUNT:
        raise ValueError(f"must name some of the partitions 0 to {PARTITION_COUNT - 1}")
    return frozenset(partitions)


def _check_partitions(text: str) -> str:
    parse_partitions(text)
    return text


class Settings(BaseSettings):
    """One frozen object; a channel without its setting is not used."""

    model_config = SettingsConfigDict(
        env_prefix="MERIGGIO_ENGAGEMENT_",
        frozen=True,
        hide_input_in_errors=True,  # a message about one missing setting would show all others
    )

    http_host: str = "127.0.0.1"
    http_port: int = 8104
    nats_url: str
    postgres_dsn: SecretStr
    jwks_url: str
    token_issuer: str = "meriggio"  # noqa: S105  # a name, not a secret
    token_audience: str = "meriggio"  # noqa: S105  # a name, not a secret
    partitions: Annotated[str, AfterValidator(_check_partitions)] = "0-63"
    """What this replica folds. Whoever has 0 also follows facilities without a community."""
    settle_s: float = Field(default=0.1, ge=0, le=60)
    """How long a change waits for the readings that devices sent at the same instant."""
    mail_url: SecretStr | None = None
    """file:///folder, smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]"""
    mail_from: MailFrom = LOCAL_SENDER
    notification_log: Path | None = None
    """A folder for notifications.jsonl, or a file ending in .jsonl."""
    streams_per_user: int = Field(default=20, ge=1)
    streams_total: int = Field(default=1_500, ge=1)
    """Below the chassis' limit of connections, so that other requests still get in."""
    postgres_max_connections: int = Field(default=8, ge=4)
    log_level: str = "info"
    log_format: Literal["json", "console"] = "json"
    otlp_endpoint: str | None = None
