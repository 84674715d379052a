"""Submissions in, readings kept, the rest refused with a reason."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from services.device_gateway.domain.readings.placement import Placement
from services.device_gateway.domain.readings.reading import Measurement, Misreading, Reading
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.domain.readings.submission import (
    Submission,
    device_of,
    refuse_unseen,
)
from services.device_gateway.ports.readings import ReadingsDecoder
from services.device_gateway.ports.signs_of_life import SignsOfLife
from services.device_gateway.usecases.readings.intake import NOWHERE, TOO_MANY, Intake
from services.device_gateway.usecases.refusals import Refusals

_MISMATCH_SHOWN_CHARACTERS: Final = 64


@dataclass(slots=True)
class Receipt:
    """What became of a batch of submissions: each reading is kept or counted as refused."""

    kept: list[Reading] = field(default_factory=list)
    refused: Counter[Reason] = field(default_factory=Counter)
    refused_numbers: defaultdict[str, list[tuple[int, Reason]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By device: numbers of its readings that will never count as they are."""


class ReceiveReadings:
    """Judges a batch of submissions and keeps the good readings."""

    def __init__(
        self,
        intake: Intake,
        *,
        decode: ReadingsDecoder,
        signs_of_life: SignsOfLife,
        refusals: Refusals,
    ) -> None:
        self._intake = intake
        self._admission = intake.admission
        self._pace = intake.pace
        self._decode = decode
        self._signs_of_life = signs_of_life
        self._refusals = refusals

    async def receive(self, submissions: Sequence[Submission]) -> Receipt:
        """Return when the good readings are durable; only then may any submission be forgotten."""
        receipt = Receipt()
        for submission in submissions:
            self._receive_one(submission, receipt)
        self._note_who_is_there(receipt, submissions)
        await self._intake.keep(receipt.kept)
        return receipt

    def _note_who_is_there(self, receipt: Receipt, submissions: Sequence[Submission]) -> None:
        """Before anything is waited for, or it would count as silence."""
        heard = [reading.device_id for reading in receipt.kept]
        heard += receipt.refused_numbers
        if heard:
            self._signs_of_life.note(heard, submissions[-1].received_at)

    def _receive_one(self, submission: Submission, receipt: Receipt) -> None:
        """In order of cost, so that a flood of garbage is turned away before it is decoded."""
        refusal = refuse_unseen(
            submission,
            max_payload_bytes=self._admission.max_payload_bytes,
            allow_bare_topic=self._admission.allow_bare_topic,
        )
        if refusal is not None:
            return self._refuse(submission, refusal, receipt)
        sender = device_of(submission.topic)
        places = NOWHERE if sender is None else self._intake.places_of(sender)
        if isinstance(places, Refusal):
            return self._refuse(submission, places, receipt)
        if sender is not None and not self._pace.has_room(sender, submission.received_at):
            # Its numbers are not told: they are neither kept nor void, it sends them again.
            return self._refuse(submission, TOO_MANY, receipt)
        said = self._decode(submission.payload)
        if sender is not None:
            several = 1 if isinstance(said, Measurement | Misreading) else len(said)
            self._pace.count(sender, several, submission.received_at)
        if isinstance(said, Measurement):
            if said.device_id == sender:
                outcome = self._intake.judge(said, places, submission.received_at)
            else:
                outcome = self._judge(said, sender, places, submission)
            if isinstance(outcome, Reading):
                receipt.kept.append(outcome)
            else:
                self._refuse_reading(submission, sender, said, outcome, receipt)
        elif isinstance(said, Misreading):
            self._refuse_reading(submission, sender, said, said.refusal, receipt)
        else:
            self._receive_several(submission, sender, places, said, receipt)
        return None

    def _receive_several(
        self,
        submission: Submission,
        sender: str | None,
        places: Sequence[Placement],
        several: Sequence[Measurement | Misreading],
        receipt: Receipt,
    ) -> None:
        for number, said in enumerate(several, start=1):
            outcome = (
                said.refusal
                if isinstance(said, Misreading)
                else self._judge(said, sender, places, submission)
            )
            if isinstance(outcome, Reading):
                receipt.kept.append(outcome)
                continue
            where = f"reading {number} of {len(several)}: {outcome.detail}"
            self._refuse_reading(submission, sender, said, Refusal(outcome.reason, where), receipt)

    def _judge(
        self,
        said: Measurement,
        sender: str | None,
        places: Sequence[Placement],
        submission: Submission,
    ) -> Reading | Refusal:
        """`places` are the sender's; on the bare topic, which names none, the reading's own."""
        if sender is None:
            found = self._intake.places_of(said.device_id)
            if isinstance(found, Refusal):
                return found
            places = found
        elif said.device_id != sender:
            other = said.device_id[:_MISMATCH_SHOWN_CHARACTERS]
            return Refusal(Reason.DEVICE_MISMATCH, f"topic {sender!r}, payload {other!r}")
        return self._intake.judge(said, places, submission.received_at)

    def _refuse_reading(
        self,
        submission: Submission,
        sender: str | None,
        said: Measurement | Misreading,
        refusal: Refusal,
        receipt: Receipt,
    ) -> None:
        """A number in another device's name is none of the sender's: nobody is told of it."""
        if sender is not None and said.sequence is not None and said.device_id in {None, sender}:
            receipt.refused_numbers[sender].append((said.sequence, refusal.reason))
        self._refuse(submission, refusal, receipt)

    def _refuse(self, submission: Submission, refusal: Refusal, receipt: Receipt) -> None:
        receipt.refused[refusal.reason] += 1
        self._refusals.write_down(submission, refusal)
