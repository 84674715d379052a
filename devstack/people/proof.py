"""Proving a password without sending it: the client's side of SRP-6a, by srptools (NF11).

The protocol is in the user service's README, why it is this one in ADR 0019.
"""

from dataclasses import dataclass
from hashlib import pbkdf2_hmac
from typing import Final

from srptools import SRPClientSession, SRPContext  # type: ignore[import-untyped]  # ships no types
from srptools.constants import (  # type: ignore[import-untyped]  # same
    HASH_SHA_256,
    PRIME_3072,
    PRIME_3072_GEN,
)

from services.user.domain.password import normal_password
from services.user.inbound.http_binary import text_of

ROUNDS: Final = 600_000
"""Of stretching, as the suite's name says: a sixth of a second of a core."""
_EVERYBODY: Final = "meriggio"


@dataclass(frozen=True, slots=True)
class Answer:
    """The client's side of one exchange after it has seen the challenge."""

    client_key: bytes
    client_proof: bytes
    expected_server_proof: bytes


def context_of(password: str, salt: bytes, rounds: int = ROUNDS) -> SRPContext:
    """The library's view of a client: group, hash, and the stretched password.

    Keeps its thread busy and lets others run.
    """
    typed = normal_password(password).encode()
    stretched = text_of(pbkdf2_hmac("sha256", typed, salt, rounds))
    group = {"prime": PRIME_3072, "generator": PRIME_3072_GEN, "hash_func": HASH_SHA_256}
    return SRPContext(_EVERYBODY, stretched, **group)


def verifier_value(context: SRPContext, salt: bytes) -> bytes:
    """What the server keeps in place of the password: g^x, 384 bytes."""
    value = context.get_common_password_verifier(context.get_common_password_hash(salt))
    padded: bytes = context.pad(value)
    return padded


def answer_of(context: SRPContext, salt: bytes, server_key: bytes) -> Answer:
    """Prove the password to who sent this key."""
    session = SRPClientSession(context)
    session.process(server_key, salt)
    return Answer(session.public_bin, session.key_proof_bin, session.key_proof_hash_bin)
