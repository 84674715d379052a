"""The ways out to a person; a channel without its setting is not used."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, Field, SecretStr

from libs.chassis.mail_url import LOCAL_SENDER, MailFrom

LongSecret = Annotated[SecretStr, Field(min_length=32)]
_MUST_BE_NETWORKS: Final = "must be networks such as 192.168.1.0/24, with commas"


def parse_networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """The networks of "10.0.0.0/8,fd00::/8". Raises ValueError."""
    try:
        return tuple(ip_network(each) for each in _parts(text))
    except ValueError:
        raise ValueError(_MUST_BE_NETWORKS) from None


def parse_schemes(text: str) -> frozenset[str]:
    """The schemes of "tgram, ntfys"."""
    return frozenset(each.lower() for each in _parts(text))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _check_networks(text: str) -> str:
    parse_networks(text)
    return text


class ChannelSettings(BaseModel):
    """One field or more a channel."""

    endpoint_key: LongSecret
    """Encrypts the addresses at which users are reached. Losing it loses them."""
    outward_networks: Annotated[str, AfterValidator(_check_networks)] = ""
    """Networks beside the Internet where users' servers may be: 192.168.1.0/24,fd00::/8."""
    mail_url: SecretStr | None = None
    """file:///folder, smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]"""
    mail_from: MailFrom = LOCAL_SENDER
    notification_log: Path | None = None
    """A folder for notifications.jsonl, or a file ending in .jsonl."""
    webhooks: Literal["https", "http", "off"] = "https"
    """Whether users may have webhooks; `http`: also such without encryption."""
    apprise_schemes: str = ""
    """Apprise's services that users may have, such as tgram,ntfys,matrixs,gotifys,signals."""
