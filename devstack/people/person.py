"""A person at the edge of the system: an account, and what can be done with it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from devstack.people.account import Account, Identity
from devstack.people.connection import Connection
from devstack.people.energy import EnergyData
from devstack.people.engagement import Engagement
from devstack.people.mailbox import Mailbox, Post
from devstack.people.operator import Operator
from devstack.people.registry import ReadLabel, Registry


class Person:
    """One user; each part of the system they use is an attribute."""

    def __init__(self, account: Account, read_label: ReadLabel) -> None:
        self.account = account
        self.registry = Registry(account, read_label)
        self.energy = EnergyData(account)
        self.engagement = Engagement(account)


class People:
    """Makes persons who share a connection, have one place for mail, and hold any device."""

    def __init__(self, connection: Connection, post: Path | Post, read_label: ReadLabel) -> None:
        self._connection = connection
        self._read_label = read_label
        self._mailbox = Mailbox(post)

    def person(self, identity: Identity) -> Person:
        """Somebody who has not done anything yet."""
        return Person(Account(self._connection, self._mailbox, identity), self._read_label)

    def operator(self, token: str) -> Operator:
        """Who runs the fleet, by a token from the stack's settings."""
        return Operator(self._connection, token)

    async def user(self, identity: Identity) -> Person:
        """Somebody signed in, who became a user if they were none. Raises ApiProblem."""
        person = self.person(identity)
        await person.account.become_user()
        return person


@asynccontextmanager
async def people_at(origin: str, post: Path | Post, read_label: ReadLabel) -> AsyncIterator[People]:
    """People in front of the edge at `origin`; `post`: their mails, in a folder or at a server."""
    async with Connection(origin) as connection:
        yield People(connection, post, read_label)
