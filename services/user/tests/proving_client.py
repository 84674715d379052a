"""A client that proves its password and does not send it: by srptools, as the README describes."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import pbkdf2_hmac
from typing import Any

from srptools import SRPClientSession, SRPContext  # type: ignore[import-untyped]  # ships no types
from srptools.constants import (  # type: ignore[import-untyped]  # same
    HASH_SHA_256,
    PRIME_3072,
    PRIME_3072_GEN,
)

from services.user.domain.credential import Verifier
from services.user.domain.password import normal_password
from services.user.inbound.http_binary import bytes_of, text_of
from services.user.usecases.prove_password import PasswordProof, ProofChallenge

SALT = bytes(range(32))
QUICK = 1
"""Rounds of stretching where the test is not about them: the server cannot tell."""
ROUNDS = 600_000


def context_of(password: str, salt: bytes, rounds: int) -> SRPContext:
    """The library's view of a client: group, hash, and the stretched password."""
    typed = normal_password(password).encode()
    stretched = text_of(pbkdf2_hmac("sha256", typed, salt, rounds))
    group = {"prime": PRIME_3072, "generator": PRIME_3072_GEN, "hash_func": HASH_SHA_256}
    return SRPContext("meriggio", stretched, **group)


@lru_cache
def verifier_of(password: str, salt: bytes = SALT, *, rounds: int = QUICK) -> Verifier:
    """What a client sends when it signs up."""
    context = context_of(password, salt, rounds)
    value = context.get_common_password_verifier(context.get_common_password_hash(salt))
    return Verifier(salt, context.pad(value))


@dataclass
class Answer:
    """The client's side of one exchange after it has seen the challenge."""

    client_key: bytes
    client_proof: bytes
    expected_server_proof: bytes

    def proof(self, challenge: ProofChallenge) -> PasswordProof:
        """As the use cases take it."""
        return PasswordProof(challenge.challenge_id, self.client_key, self.client_proof)


def answer_to(password: str, salt: bytes, server_key: bytes, *, rounds: int = QUICK) -> Answer:
    """Prove the password."""
    session = SRPClientSession(context_of(password, salt, rounds))
    session.process(server_key, salt)
    return Answer(session.public_bin, session.key_proof_bin, session.key_proof_hash_bin)


def proof_of(password: str, challenge: ProofChallenge) -> PasswordProof:
    """The answer to a challenge, as the use cases take it."""
    return answer_to(password, challenge.salt, challenge.server_key).proof(challenge)


def verifier_body(password: str, salt: bytes = SALT) -> dict[str, Any]:
    """The verifier, as the HTTP edge takes it."""
    verifier = verifier_of(password, salt)
    return {
        "suite": verifier.suite,
        "salt": text_of(verifier.salt),
        "verifier": text_of(verifier.value),
    }


def proof_body(password: str, challenge: dict[str, Any]) -> dict[str, Any]:
    """The answer to a challenge, both as the HTTP edge has them."""
    answer = answer_to(password, bytes_of(challenge["salt"]), bytes_of(challenge["serverKey"]))
    return {
        "challengeId": challenge["challengeId"],
        "clientKey": text_of(answer.client_key),
        "clientProof": text_of(answer.client_proof),
    }
