"""What the registry knows of a user beside the id: told by the user service, never at rest here."""

from dataclasses import dataclass
from typing import Final, Literal

from services.community.domain.invitation import AddressHash

Locale = Literal["it", "en"]
DEFAULT_LOCALE: Final[Locale] = "it"


@dataclass(frozen=True, slots=True)
class Person:
    """A user who has confirmed an email address."""

    address: AddressHash
    name: str
    """As the user writes it; may be empty."""
    locale: Locale
