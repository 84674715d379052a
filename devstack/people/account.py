"""One person's account: becoming a user, signing in, and requests in their name."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

import msgspec

from devstack.people.connection import ApiProblem, Connection, decoded
from devstack.people.mailbox import Mailbox
from devstack.people.password import Password, ProvedPassword, SentPassword

_RENEW_BEFORE_S: Final = 30.0
_LONGEST_WAIT_S: Final = 60.0
"""For another sign-up; the limit of a moment lets one through after half a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a person types into the sign-up form; `proves`: into that of the app."""

    email: str
    password: str = field(repr=False)
    name: str = ""
    locale: str = "it"
    time_zone: str = "Europe/Rome"
    proves: bool = False
    """The password is proved and never sent: the server keeps a verifier, not a hash."""

    def secret(self) -> Password:
        """The password as it opens the account."""
        return ProvedPassword(self.password) if self.proves else SentPassword(self.password)


class Tokens(msgspec.Struct, frozen=True, rename="camel"):
    """What signing in gives."""

    access_token: str
    refresh_token: str
    expires_in_s: float
    user_id: UUID


class _SignedUp(msgspec.Struct, frozen=True, rename="camel"):
    sign_up_id: str


class Account:
    """Signs up, confirms with the mailed code, signs in; renews tokens as long as it is used."""

    def __init__(self, connection: Connection, mailbox: Mailbox, identity: Identity) -> None:
        self.connection = connection
        self.identity = identity
        self._password = identity.secret()
        self._mailbox = mailbox
        self._sign_up_id: str | None = None
        self._tokens: Tokens | None = None
        self._renew_at = 0.0
        self._renewal = asyncio.Lock()

    @property
    def user_id(self) -> UUID:
        """The signed-in user's id."""
        return self._present().user_id

    @property
    def refresh_token(self) -> str:
        """The newest refresh token of the session."""
        return self._present().refresh_token

    async def become_user(self) -> UUID:
        """Sign in; whoever has no account yet signs up and confirms first. Returns the user's id.

        Does what is still missing after an earlier attempt was interrupted anywhere. Who was never
        mailed a code has no account, and does not try.
        Raises ApiProblem, NoMailError.
        """
        if not self._mailbox.codes(self.identity.email):
            await self._confirm_by_mail()
        try:
            await self.sign_in()
        except ApiProblem as problem:
            if problem.code != "wrong_credentials":
                raise
            await self._confirm_by_mail()
            await self.sign_in()
        return self.user_id

    async def sign_up(self) -> None:
        """Ask for an account; a code is mailed, the answer's id kept. Raises ApiProblem.

        Who gets no answer does not know whether the sign-up counts: the id of an earlier one is
        then as good as lost.
        """
        identity = self.identity
        profile = {
            "email": identity.email,
            "name": identity.name,
            "locale": identity.locale,
            "timeZone": identity.time_zone,
        }
        earlier, self._sign_up_id = self._sign_up_id, None
        try:
            answer = await self._password.sign_up(self.connection, profile)
        except ApiProblem as problem:
            if problem.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                self._sign_up_id = earlier  # refused: nothing has changed
            raise
        self._sign_up_id = decoded(answer, _SignedUp).sign_up_id

    async def resend(self) -> None:
        """Ask for a new code. Raises ApiProblem."""
        await self.connection.call("POST", "/user/resend", body={"email": self.identity.email})

    async def confirm(self, code: str) -> None:
        """Enter the mailed code of this account's newest sign-up. Raises ApiProblem."""
        if self._sign_up_id is None:
            raise RuntimeError(f"{self.identity.email} has no id of a sign-up: sign up again")
        body = {"email": self.identity.email, "code": code, "signUpId": self._sign_up_id}
        await self.connection.call("POST", "/user/confirm", body=body)

    async def sign_in(self) -> None:
        """Begin a session. Raises ApiProblem."""
        self._keep(await self._password.sign_in(self.connection, self.identity.email))

    async def refresh(self) -> None:
        """Trade the refresh token for new tokens. Raises ApiProblem."""
        body = {"refreshToken": self.refresh_token}
        self._keep(await self.connection.call("POST", "/user/refresh", body=body))

    async def sign_out(self) -> None:
        """End the session. Raises ApiProblem."""
        body = {"refreshToken": self.refresh_token}
        await self.connection.call("POST", "/user/sign-out", body=body)
        self._tokens = None

    async def request(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The answer to a request in this user's name. Raises ApiProblem, httpx.TransportError."""
        token = await self.access_token()
        return await self.connection.call(method, path, token=token, body=body, query=query)

    @asynccontextmanager
    async def stream(self, path: str) -> AsyncIterator[AsyncIterator[str]]:
        """The lines of an answer that goes on. Raises ApiProblem, httpx.TransportError."""
        async with self.connection.stream(path, token=await self.access_token()) as lines:
            yield lines

    async def access_token(self) -> str:
        """A token that is valid for a while yet. Raises ApiProblem."""
        async with self._renewal:
            if time.monotonic() >= self._renew_at:
                await self._renew()
        return self._present().access_token

    async def _renew(self) -> None:
        """A session that has ended meanwhile is begun anew, as a person would."""
        try:
            await self.refresh()
        except ApiProblem as problem:
            if problem.status != HTTPStatus.UNAUTHORIZED:
                raise
            await self.sign_in()

    async def _confirm_by_mail(self) -> None:
        try:
            before = await self._ask_for_letter()
        except ApiProblem as problem:
            if not _is_too_soon(problem):
                raise
            # The id of a sign-up a moment ago is lost; its letter, useless now, comes meanwhile.
            await asyncio.sleep(problem.retry_after_s)
            before = await self._ask_for_letter()
        await self.confirm(await self._mailbox.next_code(self.identity.email, after=before))

    async def _ask_for_letter(self) -> int:
        """Sign up; how many codes there were before."""
        before = len(self._mailbox.codes(self.identity.email))
        await self.sign_up()
        return before

    def _keep(self, answer: bytes) -> None:
        self._tokens = decoded(answer, Tokens)
        self._renew_at = time.monotonic() + self._tokens.expires_in_s - _RENEW_BEFORE_S

    def _present(self) -> Tokens:
        if self._tokens is None:
            raise RuntimeError(f"{self.identity.email} is not signed in")
        return self._tokens


def _is_too_soon(problem: ApiProblem) -> bool:
    return problem.code == "too_many_codes" and problem.retry_after_s <= _LONGEST_WAIT_S
