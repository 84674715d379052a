"""The people who ask, each with the role by which the matrix names them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import jwt

from devstack.people.person import People, Person
from tests.village import users

NAMES: Final = {
    "other": "Zeno",
    "viewer": "Vera",
    "manager": "Marco",
    "owner": "Olga",
    "repres": "Rosa",
}


@dataclass(frozen=True)
class Cast:
    """Five people; what they have roles in is the scene's."""

    other: Person
    viewer: Person
    manager: Person
    owner: Person
    repres: Person

    def __getitem__(self, asker: str) -> Person:
        return {
            "other": self.other,
            "viewer": self.viewer,
            "manager": self.manager,
            "owner": self.owner,
            "repres": self.repres,
        }[asker]

    async def tokens(self) -> Mapping[str, str]:
        """Everybody's access token."""
        return {asker: await self[asker].account.access_token() for asker in NAMES}


async def a_cast(people: People) -> Cast:
    """Five new users."""
    return Cast(*await users(people, *NAMES.values()))


def session_of(access_token: str) -> UUID:
    """The session that a token is of."""
    claims = jwt.decode(access_token, options={"verify_signature": False})
    return UUID(claims["sid"])
