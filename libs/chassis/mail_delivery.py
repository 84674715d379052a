"""What is in the post is sent, at least once, and forgotten."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from prometheus_client import Counter

from libs.chassis.clock import Clock
from libs.chassis.lifecycle import Worker
from libs.chassis.mail import MailNotSentError, MailRefusedError, MailSender, MailUncertainError
from libs.chassis.mail_post import Post, PostedLetter
from libs.chassis.telemetry import get_logger
from libs.chassis.timers import timer_worker

LETTERS_AT_ONCE: Final = 10
LEASE: Final = timedelta(seconds=60)
"""Longer than any attempt to send takes; a process that dies leaves its letters for so long."""
_LONGEST_PAUSE_S: Final = 60
_EVERY_S: Final = 0.5
_LETTERS: Final = Counter(
    "meriggio_letters_total",
    "Attempts to send a letter from the post.",
    ["service", "purpose", "outcome"],
)


class LetterOutcome(StrEnum):
    """What became of one attempt."""

    SENT = "sent"
    POSTPONED = "postponed"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Delivery:
    """One attempt and, unless it succeeded, why not; the reason holds no personal data."""

    posted: PostedLetter
    outcome: LetterOutcome
    reason: str = ""


def pause_before_retry(attempt: int) -> timedelta:
    """1, 2, 4... seconds after the first, second, third... attempt, at most a minute."""
    return timedelta(seconds=min(2 ** min(attempt - 1, 16), _LONGEST_PAUSE_S))


@dataclass(frozen=True)
class SendLetters:
    """Takes due letters from the post; a letter is removed only after it was sent.

    One that may have left is sent again, under the same Message-ID.
    """

    post: Post
    sender: MailSender
    clock: Clock

    async def __call__(self) -> list[Delivery]:
        """One round: up to LETTERS_AT_ONCE letters, at the same time."""
        due = await self.post.claim(self.clock.now(), count=LETTERS_AT_ONCE, lease=LEASE)
        deliveries = await asyncio.gather(*map(self._deliver, due), return_exceptions=True)
        for failure in deliveries:
            if isinstance(failure, BaseException):
                raise failure  # after all letters of the round had their turn
        return [each for each in deliveries if isinstance(each, Delivery)]

    async def _deliver(self, posted: PostedLetter) -> Delivery:
        delivery = await self._try(posted)
        if delivery.outcome is LetterOutcome.POSTPONED:
            until = self.clock.now() + pause_before_retry(posted.attempt)
            await self.post.postpone(posted.letter_id, until)
        else:
            await self.post.remove(posted.letter_id)
        return delivery

    async def _try(self, posted: PostedLetter) -> Delivery:
        if self.clock.now() >= posted.letter.expires_at:
            return Delivery(posted, LetterOutcome.EXPIRED)
        try:
            await self.sender.send(posted.letter_id, posted.letter)
        except (MailNotSentError, MailUncertainError) as error:
            return Delivery(posted, LetterOutcome.POSTPONED, str(error))
        except MailRefusedError as error:
            return Delivery(posted, LetterOutcome.REFUSED, str(error))
        return Delivery(posted, LetterOutcome.SENT)


def post_worker(service: str, send_letters: SendLetters) -> Worker:
    """Sends letters as soon as they are due."""

    async def one_round() -> float:
        deliveries = await send_letters()
        for delivery in deliveries:
            letter = delivery.posted.letter
            _LETTERS.labels(service, letter.purpose, delivery.outcome.value).inc()
            if delivery.outcome is not LetterOutcome.SENT:
                _warn(delivery)
        return 0.0 if len(deliveries) == LETTERS_AT_ONCE else _EVERY_S

    return timer_worker("post", one_round)


def _warn(delivery: Delivery) -> None:
    get_logger().warning(
        "letter_not_sent",
        letter_id=str(delivery.posted.letter_id),
        purpose=delivery.posted.letter.purpose,
        attempt=delivery.posted.attempt,
        outcome=delivery.outcome.value,
        reason=delivery.reason,
    )
