"""Which user has confirmed which email address, as keyed hashes, read from USERS."""

from uuid import UUID

from services.community.domain.invitation import AddressHash, address_hash, normal_address
from services.community.domain.person import Locale, Person


class PeopleDirectory:
    """Fulfils People and PeopleKeeper, in memory: neither address nor name is at rest here."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._people: dict[UUID, Person] = {}
        self._users: dict[AddressHash, UUID] = {}

    def hash_of(self, address: str) -> AddressHash:
        return address_hash(address, self._key)

    def of_user(self, user_id: UUID) -> Person | None:
        return self._people.get(user_id)

    def with_address(self, address: AddressHash) -> Person | None:
        user_id = self._users.get(address)
        return self._people[user_id] if user_id is not None else None

    def put(self, user_id: UUID, *, email: str, name: str, locale: Locale) -> None:
        address = self.hash_of(normal_address(email))
        self.forget(user_id)
        self._people[user_id] = Person(address, name, locale)
        self._users[address] = user_id

    def forget(self, user_id: UUID) -> None:
        person = self._people.pop(user_id, None)
        if person is not None and self._users.get(person.address) == user_id:
            del self._users[person.address]
