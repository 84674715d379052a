"""Does the caller hold the device; wrong answers are few."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.device_proof import GUESSES_COUNT_FOR, MAX_GUESSES, check_proof
from services.community.domain.errors import ProofWrongError, TooManyGuessesError
from services.community.ports import ProofGuesses


@dataclass(frozen=True, slots=True)
class CheckDeviceProof:
    """Compares the code on the label; a wrong one is remembered."""

    guesses: ProofGuesses
    clock: Clock
    key: bytes

    async def __call__(self, caller: UUID, device_id: str, proof: str | None) -> None:
        """Raises TooManyGuessesError, what check_proof raises."""
        now = self.clock.now()
        since = now - GUESSES_COUNT_FOR
        if await self.guesses.wrong_proofs(caller, since=since) >= MAX_GUESSES:
            raise TooManyGuessesError(
                f"{MAX_GUESSES} wrong codes within an hour: try again later",
                retry_after_s=int(GUESSES_COUNT_FOR.total_seconds()),
            )
        try:
            check_proof(device_id, proof, self.key)
        except ProofWrongError:
            await self.guesses.record_wrong_proof(caller, now)
            raise
