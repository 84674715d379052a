"""Somebody who signs up right before the user service dies."""

from http import HTTPStatus

from devstack.people.connection import ApiProblem
from devstack.people.mailbox import Mailbox
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from tests.persistence import persistently
from tests.village import an_identity


class Newcomer:
    """Was told that a code is on its way, and relies on it."""

    def __init__(self, stack: Stack, people: People) -> None:
        self._person: Person = people.person(an_identity("Nina"))
        self._mailbox = Mailbox(stack.mail_folder)

    async def sign_up(self) -> None:
        """Ask for an account."""
        try:
            await persistently(self._person.account.sign_up)
        except ApiProblem as problem:
            if problem.status != HTTPStatus.TOO_MANY_REQUESTS:
                raise
            # The answer to an earlier attempt was lost, not the attempt.

    async def becomes_a_user(self) -> None:
        """Enter the mailed code, sign in. Raises NoMailError, ApiProblem."""
        account = self._person.account
        code = await self._mailbox.next_code(account.identity.email, after=0)
        await persistently(lambda: account.confirm(code))
        await persistently(account.sign_in)
        assert not await persistently(self._person.registry.facilities)
