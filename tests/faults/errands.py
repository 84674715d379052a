"""What somebody has been promised right before a service dies, and relies on afterwards."""

import asyncio
from collections.abc import Awaitable, Callable
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
        self._entered: set[str] = set()

    async def run(self) -> None:
        """Ask for an account, until there is an answer: only it has the id that counts."""
        while True:
            try:
                await persistently(self._person.account.sign_up)
            except ApiProblem as problem:
                if problem.status != HTTPStatus.TOO_MANY_REQUESTS:
                    raise
                # The answer to an earlier attempt was lost, not the attempt.
                await asyncio.sleep(problem.retry_after_s)
            else:
                return

    async def bear_fruit(self) -> None:
        """Enter the mailed code, sign in."""
        await eventually(self._is_let_in, timeout_s=_MAIL_PATIENCE_S)
        assert not await persistently(self._person.registry.facilities)

    async def _is_let_in(self) -> bool:
        """Whether a code that has come is the newest sign-up's; lost answers have letters too."""
        account = self._person.account
        for code in self._mailbox.codes(account.identity.email):
            if code not in self._entered:
                self._entered.add(code)
                await _unless_refused("wrong_code", partial(account.confirm, code))
                # Signing in tells, also where the answer to the right code was lost.
                if await _unless_refused("wrong_credentials", account.sign_in):
                    return True
        return False


async def _unless_refused(code: str, ask: Callable[[], Awaitable[None]]) -> bool:
    try:
        await persistently(ask)
    except ApiProblem as problem:
        if problem.code != code:
            raise
        return False
    return True


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
