"""What keeping a broker's revocation lists needs from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cryptography import x509


class SourceAwayError(Exception):
    """Nobody answers, or not with a list; the message says which."""


class BrokerAwayError(Exception):
    """The broker cannot be told; the message says why."""


@dataclass(frozen=True, slots=True)
class OfferedList:
    """As the gateway serves it; not yet looked at."""

    pem: bytes
    tag: str | None
    """By which it is recognised when it is served again."""


class ListSource(Protocol):
    """Where lists are published."""

    def fetch(self, known_tag: str | None) -> OfferedList | None:
        """None when it is still the known one. Raises SourceAwayError."""
        ...


class ListFile(Protocol):
    """Where the broker reads its list."""

    def read(self) -> bytes | None:
        """None when there is none. Raises OSError."""
        ...

    def exists(self) -> bool:
        """Whether the broker finds one."""
        ...

    def replace(self, pem: bytes) -> None:
        """At every moment the old one or the new one is there, whole. Raises OSError."""
        ...


class TrustedAuthorities(Protocol):
    """Whose lists the broker needs."""

    def certificates(self) -> Sequence[x509.Certificate]:
        """At least one. Raises OSError, BadAuthorityError."""
        ...


class Broker(Protocol):
    """Reads its lists when it is told to, and else never."""

    def reload(self) -> None:
        """Raises BrokerAwayError."""
        ...
