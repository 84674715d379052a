"""How a person's password opens their account: sent to the server, or proved to it."""

import asyncio
import secrets
from collections.abc import Mapping
from functools import lru_cache
from hmac import compare_digest
from typing import Any, Final, Protocol

import msgspec
from srptools import SRPContext  # type: ignore[import-untyped]  # ships no types

from devstack.people.connection import Connection, decoded
from devstack.people.proof import answer_of, context_of, verifier_value
from services.user.domain.credential import SALT_BYTES, SUITE, Suite
from services.user.inbound.http_binary import bytes_of, text_of

_PROVING: Final = "/user/zero-knowledge"


class Password(Protocol):
    """Both raise ApiProblem and httpx.TransportError, and return the answer's body."""

    async def sign_up(self, connection: Connection, profile: Mapping[str, Any]) -> bytes:
        """Ask for an account of this profile."""
        ...

    async def sign_in(self, connection: Connection, email: str) -> bytes:
        """Begin a session."""
        ...


class SentPassword:
    """Typed into a request; the server keeps its hash."""

    def __init__(self, password: str) -> None:
        self._password = password

    async def sign_up(self, connection: Connection, profile: Mapping[str, Any]) -> bytes:
        """As Password says."""
        body = {**profile, "password": self._password}
        return await connection.call("POST", "/user/sign-up", body=body)

    async def sign_in(self, connection: Connection, email: str) -> bytes:
        """As Password says."""
        body = {"email": email, "password": self._password}
        return await connection.call("POST", "/user/sign-in", body=body)


class UnprovenServerError(Exception):
    """Who answered does not know the account's verifier: no token of theirs is to be used."""


class _Challenge(msgspec.Struct, frozen=True, rename="camel"):
    challenge_id: str
    suite: Suite
    salt: str
    server_key: str


class _ServerProof(msgspec.Struct, frozen=True, rename="camel"):
    server_proof: str


class ProvedPassword:
    """Never sent, as the app does it; the server keeps a verifier (NF11)."""

    def __init__(self, password: str) -> None:
        # The salt of an account is the same at every sign-in: it is stretched with once.
        self._context_of = lru_cache(maxsize=1)(lambda salt: context_of(password, salt))

    async def sign_up(self, connection: Connection, profile: Mapping[str, Any]) -> bytes:
        """As Password says."""
        salt = secrets.token_bytes(SALT_BYTES)
        value = verifier_value(await self._context(salt), salt)
        verifier = {"suite": SUITE, "salt": text_of(salt), "verifier": text_of(value)}
        return await connection.call("POST", f"{_PROVING}/sign-up", body={**profile, **verifier})

    async def sign_in(self, connection: Connection, email: str) -> bytes:
        """As Password says. Raises UnprovenServerError too, and msgspec.ValidationError."""
        start = await connection.call("POST", f"{_PROVING}/sign-in/start", body={"email": email})
        challenge = decoded(start, _Challenge)
        salt, server_key = bytes_of(challenge.salt), bytes_of(challenge.server_key)
        answer = answer_of(await self._context(salt), salt, server_key)
        proof = {
            "email": email,
            "challengeId": challenge.challenge_id,
            "clientKey": text_of(answer.client_key),
            "clientProof": text_of(answer.client_proof),
        }
        finish = await connection.call("POST", f"{_PROVING}/sign-in/finish", body=proof)
        proved = bytes_of(decoded(finish, _ServerProof).server_proof)
        if not compare_digest(proved, answer.expected_server_proof):
            raise UnprovenServerError(f"{email} was signed in by who does not know the verifier")
        return finish

    async def _context(self, salt: bytes) -> SRPContext:
        """In a thread of its own: others stretch theirs meanwhile."""
        return await asyncio.to_thread(self._context_of, salt)
