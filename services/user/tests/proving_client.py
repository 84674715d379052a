"""A client that proves its password and does not send it: by srptools, as the README describes."""

from functools import lru_cache
from typing import Any

from devstack.people.proof import Answer, answer_of, context_of, verifier_value
from services.user.domain.credential import Verifier
from services.user.inbound.http_binary import bytes_of, text_of
from services.user.usecases.prove_password import PasswordProof, ProofChallenge

SALT = bytes(range(32))
QUICK = 1
"""Rounds of stretching where the test is not about them: the server cannot tell."""


@lru_cache
def verifier_of(password: str, salt: bytes = SALT, *, rounds: int = QUICK) -> Verifier:
    """What a client sends when it signs up."""
    return Verifier(salt, verifier_value(context_of(password, salt, rounds), salt))


def answer_to(password: str, salt: bytes, server_key: bytes, *, rounds: int = QUICK) -> Answer:
    """Prove the password."""
    return answer_of(context_of(password, salt, rounds), salt, server_key)


def proof_of(password: str, challenge: ProofChallenge) -> PasswordProof:
    """The answer to a challenge, as the use cases take it."""
    answer = answer_to(password, challenge.salt, challenge.server_key)
    return proof_from(answer, challenge)


def proof_from(answer: Answer, challenge: ProofChallenge) -> PasswordProof:
    """An answer made before, as the use cases take it."""
    return PasswordProof(challenge.challenge_id, answer.client_key, answer.client_proof)


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
