"""Submissions in, readings kept, the rest refused with a reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.device_gateway.domain.readings.reading import Reading, ReadingRules, judge
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.domain.readings.submission import (
    Submission,
    device_of,
    refuse_stranger,
    refuse_unseen,
)
from services.device_gateway.ports.readings import (
    DevicePlacements,
    MeasurementDecoder,
    ReadingLog,
)
from services.device_gateway.usecases.refusals import Refusals

_MISMATCH_SHOWN_CHARACTERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What may come in at all."""

    max_payload_bytes: int = 4096
    allow_bare_topic: bool = False
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
        refusals: Refusals,
    ) -> None:
        self._admission = admission
        self._decode = decode
        self._placements = placements
        self._readings = readings
        self._refusals = refusals

    async def receive(self, submissions: Sequence[Submission]) -> Receipt:
        """Return when the good readings are durable; only then may any submission be forgotten."""
        readings: list[Reading] = []
        refused: Counter[Reason] = Counter()
        for submission in submissions:
            outcome = self._judge(submission)
            if isinstance(outcome, Reading):
                readings.append(outcome)
            else:
                refused[outcome.reason] += 1
                self._refusals.write_down(submission, outcome)
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
