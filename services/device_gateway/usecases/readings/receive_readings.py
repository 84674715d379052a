"""Submissions in, readings kept, the rest refused with a reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from libs.chassis.clock import Clock
from services.device_gateway.domain.readings.reading import Reading, ReadingRules, judge
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.domain.readings.submission import (
    Submission,
    device_of,
    refuse_stranger,
    refuse_unseen,
)
from services.device_gateway.domain.token_bucket import TokenBucket, full_bucket, take
from services.device_gateway.ports.readings import (
    DeadLetterBox,
    DevicePlacements,
    MeasurementDecoder,
    ReadingLog,
    RefusedSubmission,
)

_MISMATCH_SHOWN_CHARACTERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What may come in at all, and how many refusals are written down."""

    max_payload_bytes: int = 4096
    allow_bare_topic: bool = False
    dead_letters_per_s: float = 5.0
    dead_letter_burst: float = 20.0
    rules: ReadingRules = field(default_factory=ReadingRules)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a batch of submissions."""

    kept: Sequence[Reading]
    refused: Counter[Reason]


class ReceiveReadings:
    """Judges a batch of submissions and keeps the good readings."""

    def __init__(
        self,
        *,
        admission: Admission,
        decode: MeasurementDecoder,
        placements: DevicePlacements,
        readings: ReadingLog,
        dead_letters: DeadLetterBox,
        clock: Clock,
    ) -> None:
        self._admission = admission
        self._decode = decode
        self._placements = placements
        self._readings = readings
        self._dead_letters = dead_letters
        self._clock = clock
        now_s = clock.now().timestamp()
        self._quotas: dict[Reason, TokenBucket] = {
            reason: full_bucket(
                capacity=admission.dead_letter_burst,
                per_s=admission.dead_letters_per_s,
                now_s=now_s,
            )
            for reason in Reason
        }

    async def receive(self, submissions: Sequence[Submission]) -> Receipt:
        """Return when the good readings are durable; only then may any submission be forgotten."""
        readings: list[Reading] = []
        refused: Counter[Reason] = Counter()
        now_s = self._clock.now().timestamp()
        for submission in submissions:
            outcome = self._judge(submission)
            if isinstance(outcome, Reading):
                readings.append(outcome)
            else:
                refused[outcome.reason] += 1
                self._write_down(submission, outcome, now_s)
        if readings:
            await self._readings.keep(readings)
        return Receipt(readings, refused)

    def _judge(self, submission: Submission) -> Reading | Refusal:
        """In order of cost, so that a flood of garbage is turned away before it is decoded."""
        refusal = refuse_unseen(
            submission,
            max_payload_bytes=self._admission.max_payload_bytes,
            allow_bare_topic=self._admission.allow_bare_topic,
        )
        if refusal is not None:
            return refusal
        named = device_of(submission.topic)
        placements = None if named is None else self._placements.of(named)
        if named is not None and placements is None:
            return refuse_stranger(named)
        measurement = self._decode(submission.payload)
        if isinstance(measurement, Refusal):
            return measurement
        if named is None:
            placements = self._placements.of(measurement.device_id)
        elif measurement.device_id != named:
            said = measurement.device_id[:_MISMATCH_SHOWN_CHARACTERS]
            return Refusal(Reason.DEVICE_MISMATCH, f"topic {named!r}, payload {said!r}")
        if placements is None:
            return refuse_stranger(measurement.device_id)
        return judge(measurement, placements, submission.received_at, self._admission.rules)

    def _write_down(self, submission: Submission, refusal: Refusal, now_s: float) -> None:
        self._quotas[refusal.reason], allowed = take(self._quotas[refusal.reason], now_s)
        if allowed:
            self._dead_letters.post(RefusedSubmission(submission, refusal))
