"""Two messages by which a client proves that it knows a password, without saying it (NF11).

An account without a verifier, and an address without an account, are asked the same question: with
a salt and a verifier that are always the same for that address and that fit no password.
"""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from services.user.domain.challenge import ChallengePurpose
from services.user.domain.credential import GROUP_BYTES, SALT_BYTES, Credential, Suite, Verifier
from services.user.ports import PasswordProofs, Secrets
from services.user.usecases.challenges import Challenges

_DIGESTS_A_VERIFIER: Final = GROUP_BYTES // SALT_BYTES


@dataclass(frozen=True)
class ProofChallenge:
    """The server's first message: salt and public key (s and B)."""

    challenge_id: UUID
    suite: Suite
    salt: bytes
    server_key: bytes


@dataclass(frozen=True)
class PasswordProof:
    """The client's answer: public key and proof (A and M1)."""

    challenge_id: UUID
    client_key: bytes = field(repr=False)
    client_proof: bytes = field(repr=False)


@dataclass(frozen=True)
class ProvePassword:
    """Asks, and checks the answer. `subject` is the address or the user it is all about."""

    challenges: Challenges
    proofs: PasswordProofs
    secrets: Secrets

    async def ask(
        self, purpose: ChallengePurpose, subject: str, credential: Credential | None
    ) -> ProofChallenge:
        """A challenge for whoever says to be the subject."""
        challenge_id = await self.challenges.open(purpose, subject)
        verifier = self._verifier(subject, credential)
        private = self.challenges.secret(challenge_id, purpose)
        server_key = self.proofs.server_key(verifier, private)
        return ProofChallenge(challenge_id, verifier.suite, verifier.salt, server_key)

    async def check(
        self,
        purpose: ChallengePurpose,
        subject: str,
        credential: Credential | None,
        proof: PasswordProof,
    ) -> bytes | None:
        """The server's proof when the client's is right; one challenge is one try.

        None also when the verifier is another one than when the challenge was given. The work is
        the same whatever is wrong.
        """
        is_open = await self.challenges.take(proof.challenge_id, purpose, subject)
        server_proof = self.proofs.server_proof(
            self._verifier(subject, credential),
            self.challenges.secret(proof.challenge_id, purpose),
            client_key=proof.client_key,
            client_proof=proof.client_proof,
        )
        return server_proof if is_open and isinstance(credential, Verifier) else None

    def _verifier(self, subject: str, credential: Credential | None) -> Verifier:
        if isinstance(credential, Verifier):
            return credential
        digest = self.secrets.digest
        pieces = [digest("nobodys-verifier", subject, str(n)) for n in range(_DIGESTS_A_VERIFIER)]
        return Verifier(digest("nobodys-salt", subject), b"".join(pieces))
