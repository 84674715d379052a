"""Questions that are answered once and soon, at whichever replica."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from services.user.domain.challenge import (
    ChallengePurpose,
    challenge_secret,
    challenge_subject,
    new_challenge,
)
from services.user.ports import Secrets, UserStore


@dataclass(frozen=True)
class Challenges:
    """Opens them and takes the answers' ones; each in a transaction of its own."""

    store: UserStore
    secrets: Secrets
    clock: Clock
    ids: IdFactory

    async def open(self, purpose: ChallengePurpose, subject: str) -> UUID:
        """The id of a new challenge for this address or user, known or not."""
        kept = challenge_subject(self.secrets.digest, subject)
        challenge = new_challenge(self.ids.new_id(), purpose, kept, self.clock.now())
        async with self.store.transaction() as transaction:
            await transaction.add_challenge(challenge)
        return challenge.challenge_id

    async def take(self, challenge_id: UUID, purpose: ChallengePurpose, subject: str) -> bool:
        """True when it was open for exactly this; it is used up whatever the answer."""
        async with self.store.transaction() as transaction:
            challenge = await transaction.take_challenge(challenge_id)
        kept = challenge_subject(self.secrets.digest, subject)
        return challenge is not None and challenge.is_for(purpose, kept, self.clock.now())

    def secret(self, challenge_id: UUID, purpose: ChallengePurpose) -> bytes:
        """The challenge's own 32 unpredictable bytes."""
        return challenge_secret(self.secrets.digest, purpose, challenge_id)
