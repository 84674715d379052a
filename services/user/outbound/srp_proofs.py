"""The server's part of SRP-6a by the library srptools: group of 3072 bits (RFC 5054), SHA-256.

The identity in the computation is a constant: salts are 256 random bits of one verifier, and an
address has forms that client and server could normalise differently. One exchange costs about
20 ms of a core, bounded by the limits on challenges and sign-ins.
"""

from typing import Final

from srptools import (  # type: ignore[import-untyped]  # ships no types
    SRPContext,
    SRPException,
    SRPServerSession,
)
from srptools.constants import (  # type: ignore[import-untyped]  # same
    HASH_SHA_256,
    PRIME_3072,
    PRIME_3072_GEN,
)

from services.user.domain.credential import GROUP_BYTES, PROOF_BYTES, Verifier

IDENTITY: Final = "meriggio"
PRIME: Final = int(PRIME_3072, 16)
_KEY_BITS: Final = 256


class SrpProofs:
    """The port PasswordProofs; keeps nothing between two calls."""

    def __init__(self) -> None:
        self._context = SRPContext(
            IDENTITY,
            prime=PRIME_3072,
            generator=PRIME_3072_GEN,
            hash_func=HASH_SHA_256,
            bits_random=_KEY_BITS,
        )

    def accepts(self, verifier: Verifier) -> bool:
        """True for a number of the group other than 1 and -1, whose powers everybody knows."""
        return 1 < int.from_bytes(verifier.value) < PRIME - 1

    def server_key(self, verifier: Verifier, private: bytes) -> bytes:
        """B = kv + g^b mod N, padded."""
        key: bytes = self._session(verifier, private).public_bin
        return key

    def server_proof(
        self, verifier: Verifier, private: bytes, *, client_key: bytes, client_proof: bytes
    ) -> bytes | None:
        """M2 when M1 is right; compared in constant time, A outside of 0 < A < N refused."""
        if len(client_key) != GROUP_BYTES or len(client_proof) != PROOF_BYTES:
            return None
        if int.from_bytes(client_key) >= PRIME:
            return None
        session = self._session(verifier, private)
        try:
            session.process(client_key, verifier.salt)
        except SRPException:
            return None
        proof: bytes = session.key_proof_hash_bin
        return proof if session.verify_proof(client_proof) else None

    def _session(self, verifier: Verifier, private: bytes) -> SRPServerSession:
        return SRPServerSession(self._context, password_verifier=verifier.value, private=private)
