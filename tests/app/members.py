"""People whose account is as the app makes it: with a verifier, not a password's hash."""

from devstack.people.person import People, Person
from tests.village import an_identity


async def a_proving_user(people: People, name: str) -> Person:
    """Somebody whose password is never sent (NF11)."""
    return await people.user(an_identity(name, proves=True))
