"""How a user is reached: the one place of this service where personal data lives, in memory."""

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

Locale = Literal["it", "en"]
DEFAULT_LOCALE: Final[Locale] = "it"
DEFAULT_TIME_ZONE: Final = "Europe/Rome"


@dataclass(frozen=True, slots=True)
class Contact:
    """A confirmed user; `email` is None once the account is deleted."""

    user_id: UUID
    version: int
    email: str | None
    name: str = ""
    locale: Locale = DEFAULT_LOCALE
    time_zone: str = DEFAULT_TIME_ZONE
    """An IANA name."""

    @property
    def is_deleted(self) -> bool:
        """True once the account is gone."""
        return self.email is None


class Contacts:
    """The newest contact of every user."""

    def __init__(self) -> None:
        self._contacts: dict[UUID, Contact] = {}

    def apply(self, contact: Contact) -> None:
        """Take over a newer state."""
        before = self._contacts.get(contact.user_id)
        if before is None or before.version < contact.version:
            self._contacts[contact.user_id] = contact

    def of(self, user_id: UUID) -> Contact | None:
        """The user's contact, unless unknown or deleted."""
        contact = self._contacts.get(user_id)
        return None if contact is None or contact.is_deleted else contact

    def is_deleted(self, user_id: UUID) -> bool:
        """True once the user's account is gone; of an unknown user nothing is known."""
        contact = self._contacts.get(user_id)
        return contact is not None and contact.is_deleted

    def locale_of(self, user_id: UUID) -> Locale:
        """The language the user reads; Italian where it is not known."""
        contact = self.of(user_id)
        return contact.locale if contact else DEFAULT_LOCALE
