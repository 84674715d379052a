"""What the server asks a client to answer, once and soon, before it believes who that is.

A challenge's random part is not kept: it is a keyed digest of the id (see `challenge_secret`), so
whoever reads the table learns neither it nor whom the challenge is for.
"""

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.user.domain.keyed_digest import KeyedDigest

CHALLENGE_LIFETIME: Final = timedelta(minutes=2)


class ChallengePurpose(StrEnum):
    """What the answer is for; it is worth nothing for anything else."""

    SIGN_IN_PROOF = "sign_in_proof"
    CONFIRMATION_PROOF = "confirmation_proof"
    PASSKEY_CREATION = "passkey_creation"
    PASSKEY_SIGN_IN = "passkey_sign_in"


@dataclass(frozen=True, slots=True)
class Challenge:
    """One question. `subject` is a keyed digest of whom it is for, known or unknown."""

    challenge_id: UUID
    purpose: ChallengePurpose
    subject: bytes = field(repr=False)
    expires_at: datetime

    def is_for(self, purpose: ChallengePurpose, subject: bytes, now: datetime) -> bool:
        """True for an answer in time, for this purpose and this subject."""
        in_time = now < self.expires_at
        return in_time and purpose is self.purpose and hmac.compare_digest(subject, self.subject)


def challenge_subject(digest: KeyedDigest, subject: str) -> bytes:
    """What a challenge keeps of the address or the user it is for."""
    return digest("challenge-subject", subject)


def challenge_secret(digest: KeyedDigest, purpose: ChallengePurpose, challenge_id: UUID) -> bytes:
    """The challenge's own 32 unpredictable bytes, the same at every replica."""
    return digest("challenge-secret", purpose.value, str(challenge_id))


def new_challenge(
    challenge_id: UUID, purpose: ChallengePurpose, subject: bytes, now: datetime
) -> Challenge:
    """A challenge open from now."""
    return Challenge(challenge_id, purpose, subject, now + CHALLENGE_LIFETIME)
