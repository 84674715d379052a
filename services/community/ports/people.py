"""Who has confirmed which email address; of addresses only keyed hashes are known here."""

from typing import Protocol
from uuid import UUID

from services.community.domain.invitation import AddressHash
from services.community.domain.person import Locale, Person


class People(Protocol):
    """The users as the user service tells of them."""

    def hash_of(self, address: str) -> AddressHash:
        """Of an address in its normal form, known or not."""
        ...

    def of_user(self, user_id: UUID) -> Person | None:
        """None while nothing is known of the user."""
        ...

    def with_address(self, address: AddressHash) -> Person | None:
        """Who has confirmed the address, if anybody."""
        ...


class PeopleKeeper(Protocol):
    """Learns of users."""

    def put(self, user_id: UUID, *, email: str, name: str, locale: Locale) -> None:
        """In place of what was known. Raises InvalidEmailError."""
        ...

    def forget(self, user_id: UUID) -> None:
        """The account is gone."""
        ...
