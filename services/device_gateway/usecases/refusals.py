"""What is refused is written down, within limits."""

from libs.chassis.clock import Clock
from libs.chassis.token_bucket import TokenBucket, full_bucket, take
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.ports.readings import DeadLetterBox, RefusedSubmission


class Refusals:
    """Of each reason a burst of letters is written down, then some a second."""

    def __init__(
        self, dead_letters: DeadLetterBox, clock: Clock, *, per_s: float = 5.0, burst: float = 20.0
    ) -> None:
        self._dead_letters = dead_letters
        self._clock = clock
        now_s = clock.now().timestamp()
        self._quotas: dict[Reason, TokenBucket] = {
            reason: full_bucket(capacity=burst, per_s=per_s, now_s=now_s) for reason in Reason
        }

    def write_down(self, submission: Submission, refusal: Refusal) -> None:
        """Post a dead letter, unless there have been many for this reason."""
        now_s = self._clock.now().timestamp()
        self._quotas[refusal.reason], allowed = take(self._quotas[refusal.reason], now_s)
        if allowed:
            self._dead_letters.post(RefusedSubmission(submission, refusal))
