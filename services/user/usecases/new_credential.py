"""The secret somebody chooses for an account, and what is kept of it."""

from dataclasses import dataclass

from services.user.domain.credential import (
    Credential,
    PasswordHash,
    Verifier,
    unacceptable_verifier,
)
from services.user.domain.email_address import EmailAddress
from services.user.ports import PasswordHasher, PasswordProofs
from services.user.usecases.password_policy import PasswordPolicy

ChosenSecret = str | Verifier
"""A password, or the verifier of one that only the client knows."""


@dataclass(frozen=True)
class NewCredential:
    """The same wherever a secret is chosen: sign-up, change, reset.

    Of a verifier's password nothing can be checked here: length and the list of common passwords
    are then the client's duty.
    """

    policy: PasswordPolicy
    passwords: PasswordHasher
    proofs: PasswordProofs

    def accepted(self, chosen: ChosenSecret, email: EmailAddress) -> ChosenSecret:
        """The secret in its normal form.

        Raises UnacceptablePasswordError, UnacceptableVerifierError.
        """
        if isinstance(chosen, str):
            return self.policy.accepted(chosen, email)
        if not self.proofs.accepts(chosen):
            raise unacceptable_verifier()
        return chosen

    async def kept(self, accepted: ChosenSecret) -> Credential:
        """What to keep of an accepted secret. Raises PasswordsBusyError."""
        if isinstance(accepted, str):
            return PasswordHash(await self.passwords.hash(accepted))
        return accepted
