"""What somebody has been promised right before a service dies, and relies on afterwards."""

from functools import partial
from http import HTTPStatus
from typing import Final, Protocol

import httpx

from devstack.people.connection import ApiProblem
from devstack.people.mailbox import Mailbox
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.faults.scene import Scene, let_in
from tests.persistence import persistently
from tests.village import an_identity

_PATIENCE_S: Final = 60.0
_MAIL_PATIENCE_S: Final = 90.0
"""A letter whose sender died is another's to send a minute later: mail_delivery.LEASE."""


class Errand(Protocol):
    """Something a service said it had done."""

    async def run(self) -> None:
        """Return once the service has said so."""

    async def bear_fruit(self) -> None:
        """Return once it can be seen elsewhere, whatever happened to the service."""


class SigningUp:
    """Somebody is told that a code is on its way."""

    def __init__(self, stack: Stack, people: People) -> None:
        self._person: Person = people.person(an_identity("Nina"))
        self._mailbox = Mailbox(stack.mail_folder)

    async def run(self) -> None:
        """Ask for an account."""
        try:
            await persistently(self._person.account.sign_up)
        except ApiProblem as problem:
            if problem.status != HTTPStatus.TOO_MANY_REQUESTS:
                raise
            # The answer to an earlier attempt was lost, not the attempt.

    async def bear_fruit(self) -> None:
        """Enter the mailed code, sign in."""
        account = self._person.account
        code = await self._mailbox.next_code(
            account.identity.email, after=0, timeout_s=_MAIL_PATIENCE_S
        )
        await persistently(partial(account.confirm, code))
        await persistently(account.sign_in)
        assert not await persistently(self._person.registry.facilities)


class LettingIn:
    """Somebody is given access to a facility of the first community."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    async def run(self) -> None:
        """Give it."""
        await persistently(partial(let_in, self._scene, 0, self._scene.latecomer))

    async def bear_fruit(self) -> None:
        """Look at the community's live view."""
        look = self._scene.latecomer.engagement
        community_id = self._scene.villages[0].community_id

        async def may_look() -> bool:
            try:
                await look.balance(community_id)
            except (ApiProblem, httpx.TransportError):
                return False
            return True

        await eventually(may_look, timeout_s=_PATIENCE_S)
