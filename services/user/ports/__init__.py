"""What the use cases need from the world, in the domain's words."""

from services.user.ports.evidence import (
    CommonPasswords,
    CreatedAnswer,
    PasskeyCeremonies,
    PasswordCheck,
    PasswordHasher,
    PasswordProofs,
    PasswordsBusyError,
    Secrets,
    SignedAnswer,
)
from services.user.ports.keys import (
    AccessToken,
    AccessTokens,
    SigningKeys,
    SigningKeyStore,
    SigningKeyTransaction,
)
from services.user.ports.store import AttemptCounts, Transaction, UserStore

__all__ = [
    "AccessToken",
    "AccessTokens",
    "AttemptCounts",
    "CommonPasswords",
    "CreatedAnswer",
    "PasskeyCeremonies",
    "PasswordCheck",
    "PasswordHasher",
    "PasswordProofs",
    "PasswordsBusyError",
    "Secrets",
    "SignedAnswer",
    "SigningKeyStore",
    "SigningKeyTransaction",
    "SigningKeys",
    "Transaction",
    "UserStore",
]
