"""What tells whether somebody is who they say: passwords, proofs, passkeys; and server secrets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from libs.chassis.errors import TooManyRequestsError
from services.user.domain.credential import Verifier
from services.user.domain.passkey import MadePasskey, Passkey, PasskeyUse
from services.user.domain.user import User


class PasswordsBusyError(TooManyRequestsError):
    """More passwords wait to be hashed than this process admits."""

    code = "too_busy"


@dataclass(frozen=True, slots=True)
class PasswordCheck:
    """The outcome of checking a password; `outdated` asks for a new hash of a right one."""

    right: bool
    outdated: bool = False


class PasswordHasher(Protocol):
    """A slow, salted password hash."""

    async def hash(self, password: str) -> str:
        """The hash to keep. Raises PasswordsBusyError when too many wait."""
        ...

    async def check(self, password: str, password_hash: str | None) -> PasswordCheck:
        """Check; without a hash takes as long and says no. Raises PasswordsBusyError."""
        ...


class PasswordProofs(Protocol):
    """The server's part of SRP-6a. Numbers are GROUP_BYTES long, proofs PROOF_BYTES."""

    def accepts(self, verifier: Verifier) -> bool:
        """True for a verifier of the group from which no password can be skipped."""
        ...

    def server_key(self, verifier: Verifier, private: bytes) -> bytes:
        """The public half (B) of the server's key for one exchange."""
        ...

    def server_proof(
        self, verifier: Verifier, private: bytes, *, client_key: bytes, client_proof: bytes
    ) -> bytes | None:
        """The server's own proof (M2) when the client's (M1) is right, else None."""
        ...


@dataclass(frozen=True, slots=True)
class CreatedAnswer:
    """A browser's answer to creation options, in WebAuthn's binary forms."""

    credential_id: bytes
    client_data: bytes
    attestation: bytes


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """A browser's answer to request options; `user_handle` is what the device keeps of the user."""

    credential_id: bytes
    client_data: bytes
    authenticator_data: bytes
    signature: bytes
    user_handle: bytes | None = None


class PasskeyCeremonies(Protocol):
    """What is asked of a browser, and whether its answer holds. Options are WebAuthn's JSON."""

    def creation_options(
        self, user: User, present: Sequence[Passkey], challenge: bytes
    ) -> Mapping[str, Any]:
        """How to make a passkey of the user that is none of those present."""
        ...

    def created(self, answer: CreatedAnswer, challenge: bytes) -> MadePasskey | None:
        """The passkey in the answer; None when the answer does not hold."""
        ...

    def request_options(self, challenge: bytes) -> Mapping[str, Any]:
        """How to sign with any passkey that the device has for this service."""
        ...

    def signed(
        self, answer: SignedAnswer, challenge: bytes, public_key: bytes
    ) -> PasskeyUse | None:
        """What the device says of the key; None when the answer does not hold."""
        ...


class CommonPasswords(Protocol):
    """The passwords that everybody tries first."""

    def includes(self, password: str) -> bool:
        """True for a password on the list, whatever its case."""
        ...


class Secrets(Protocol):
    """Unpredictable values and digests only this server can compute."""

    def new_code(self) -> str:
        """Six digits."""
        ...

    def new_token(self) -> str:
        """256 bits as URL-safe text."""
        ...

    def digest(self, purpose: str, *parts: str) -> bytes:
        """The keyed digest of the parts for this purpose, 32 bytes."""
        ...
