"""What is kept of the secret that opens an account: a password's hash, or a verifier (NF11).

A verifier is made by the client, from the password, by SRP-6a (RFC 5054): whoever knows the
password can prove it against the verifier, and the password itself never leaves the client.
"""

from dataclasses import dataclass, field
from typing import Final, Literal

from libs.chassis.errors import ConflictError, FieldError, InvalidInputError

Suite = Literal["SRP6a-3072-SHA256-PBKDF2-600000"]
SUITE: Final[Suite] = "SRP6a-3072-SHA256-PBKDF2-600000"
"""The only suite so far: group and hash of SRP, and how the client stretches the password first."""
SALT_BYTES: Final = 32
GROUP_BYTES: Final = 384
"""A number of the group (3072 bits), big-endian, padded."""
PROOF_BYTES: Final = 32


class UnacceptableVerifierError(InvalidInputError):
    """The number protects nothing: it is none of the group, or one that everybody knows."""

    code = "unacceptable_verifier"


class NoVerifierError(ConflictError):
    """The account has a password's hash and no verifier: nothing can be proved against it."""

    code = "no_verifier"


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """A slow, salted hash with its parameters, as the hash's own text."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verifier:
    """g^x mod N, where x comes from the salt and the password. Raises ValueError on wrong sizes."""

    salt: bytes = field(repr=False)
    value: bytes = field(repr=False)
    suite: Suite = SUITE

    def __post_init__(self) -> None:
        if len(self.salt) != SALT_BYTES or len(self.value) != GROUP_BYTES:
            raise ValueError(f"a salt has {SALT_BYTES} bytes and a verifier {GROUP_BYTES}")


Credential = PasswordHash | Verifier


def password_hash_of(credential: Credential) -> str | None:
    """The text of the kept hash, if that is what is kept."""
    return credential.text if isinstance(credential, PasswordHash) else None


def unacceptable_verifier() -> UnacceptableVerifierError:
    """The error for a verifier that would protect nothing."""
    message = "This is no verifier of the suite's group."
    problem = FieldError("verifier", UnacceptableVerifierError.code, message)
    return UnacceptableVerifierError(message, fields=(problem,))
