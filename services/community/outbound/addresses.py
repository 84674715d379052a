"""Which user has confirmed which email address, as keyed hashes, read from USERS."""

from uuid import UUID

from services.community.domain.invitation import AddressHash, address_hash


class AddressDirectory:
    """Fulfils Addresses and AddressKeeper, in memory: no address is at rest here."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._hashes: dict[UUID, AddressHash] = {}

    def hash_of(self, address: str) -> AddressHash:
        return address_hash(address, self._key)

    def of_user(self, user_id: UUID) -> AddressHash | None:
        return self._hashes.get(user_id)

    def put(self, user_id: UUID, address: str) -> None:
        self._hashes[user_id] = self.hash_of(address)

    def forget(self, user_id: UUID) -> None:
        self._hashes.pop(user_id, None)
