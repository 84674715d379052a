"""People whose account is as the app makes it: with a verifier, not a password's hash."""

from devstack.people.person import People, Person
from services.user.inbound.http_binary import text_of
from services.user.tests.proving_client import ROUNDS, SALT, verifier_of
from tests.village import PASSWORD, a_user


async def a_proving_user(people: People, name: str) -> Person:
    """Somebody whose password is never sent (NF11)."""
    person = await a_user(people, name)
    verifier = verifier_of(PASSWORD, SALT, rounds=ROUNDS)
    body = {
        "present": {"kind": "password", "password": PASSWORD},
        "suite": verifier.suite,
        "salt": text_of(verifier.salt),
        "verifier": text_of(verifier.value),
    }
    await person.account.request("POST", "/user/zero-knowledge/change-password", body=body)
    return person
