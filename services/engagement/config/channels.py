"""The ways out to a person; a channel without its setting is not used."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, SecretStr, model_validator

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


def _check_public_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be a URL such as https://meriggio.example")
    if not url.isascii() or any(character.isspace() for character in url):
        raise ValueError("must be ASCII without spaces")
    return url.rstrip("/")


class ChannelSettings(BaseModel):
    """One field or more a channel."""

    endpoint_key: LongSecret
    """Encrypts the addresses at which users are reached. Losing it loses them."""
    outward_networks: Annotated[str, AfterValidator(_check_networks)] = ""
    """Networks beside the Internet where users' servers may be: 192.168.1.0/24,fd00::/8."""
    mail_url: SecretStr | None = None
    """file:///folder, smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]"""
    mail_from: MailFrom = LOCAL_SENDER
    public_url: Annotated[str, AfterValidator(_check_public_url)] | None = None
    """Where people open the app; mail links there. With https, mail is ended by one click."""
    notification_log: Path | None = None
    """A folder for notifications.jsonl, or a file ending in .jsonl."""
    webhooks: Literal["https", "http", "off"] = "https"
    """Whether users may have webhooks; `http`: also such without encryption."""
    apprise_schemes: str = ""
    """Apprise's services that users may have, such as tgram,ntfys,matrixs,gotifys,signals."""

    @model_validator(mode="after")
    def _a_way_to_end_mail(self) -> Self:
        if self.mail_url is not None and self.public_url is None:
            raise ValueError("mail_url needs public_url: each mail says where to end them")
        return self
