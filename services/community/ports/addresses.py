"""Email addresses, of which only keyed hashes are known here."""

from typing import Protocol
from uuid import UUID

from services.community.domain.invitation import AddressHash


class Addresses(Protocol):
    """Email addresses as keyed hashes."""

    def hash_of(self, address: str) -> AddressHash:
        """Raises InvalidEmailError."""
        ...

    def of_user(self, user_id: UUID) -> AddressHash | None:
        """Of the address the user has confirmed; None while none is known."""
        ...


class AddressKeeper(Protocol):
    """Learns who has confirmed which address."""

    def put(self, user_id: UUID, address: str) -> None:
        """In place of an earlier one. Raises InvalidEmailError."""
        ...

    def forget(self, user_id: UUID) -> None:
        """The account is gone."""
        ...
