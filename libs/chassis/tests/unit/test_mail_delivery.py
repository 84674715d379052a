"""FR1.1, FR6.1: no letter is lost, none is kept longer than needed."""

import pytest

from libs.chassis.mail import MailNotSentError, MailRefusedError, MailUncertainError
from libs.chassis.mail_delivery import (
    LEASE,
    LETTERS_AT_ONCE,
    Delivery,
    LetterOutcome,
    SendLetters,
    pause_before_retry,
)
from libs.chassis.testing.fakes import FakeClock
from libs.chassis.testing.mail import Mailbox, MemoryPost
from libs.chassis.tests.letters import CODE_LETTER, LETTER_ID


class _World:
    """A letter in the post."""

    def __init__(self) -> None:
        self.post, self.mailbox, self.clock = MemoryPost(), Mailbox(), FakeClock()
        self.post.put(LETTER_ID, CODE_LETTER, self.clock.now())
        self.send_letters = SendLetters(self.post, self.mailbox, self.clock)


def _outcomes(deliveries: list[Delivery]) -> list[LetterOutcome]:
    return [delivery.outcome for delivery in deliveries]


async def test_a_sent_letter_is_forgotten() -> None:
    world = _World()
    assert _outcomes(await world.send_letters()) == [LetterOutcome.SENT]
    world.clock.advance(seconds=3600)
    assert await world.send_letters() == []
    assert world.mailbox.letters == [CODE_LETTER]


@pytest.mark.parametrize("failure", [MailNotSentError("away"), MailUncertainError("away")])
async def test_a_letter_waits_for_the_mail_server(failure: Exception) -> None:
    world = _World()
    world.mailbox.failure = failure
    (delivery,) = await world.send_letters()
    assert (delivery.outcome, delivery.reason) == (LetterOutcome.POSTPONED, "away")
    assert await world.send_letters() == []
    world.clock.advance(seconds=pause_before_retry(1).total_seconds())
    world.mailbox.failure = None
    assert _outcomes(await world.send_letters()) == [LetterOutcome.SENT]


async def test_a_letter_that_has_expired_is_not_sent() -> None:
    world = _World()
    world.clock.advance(seconds=600)
    assert _outcomes(await world.send_letters()) == [LetterOutcome.EXPIRED]
    assert await world.send_letters() == []
    assert world.mailbox.letters == []


async def test_a_refused_letter_is_forgotten() -> None:
    world = _World()
    world.mailbox.failure = MailRefusedError("no such mailbox")
    assert _outcomes(await world.send_letters()) == [LetterOutcome.REFUSED]
    world.clock.advance(seconds=300)
    assert await world.send_letters() == []


async def test_a_letter_of_a_process_that_died_is_sent_after_the_lease() -> None:
    world = _World()
    await world.post.claim(world.clock.now(), count=LETTERS_AT_ONCE, lease=LEASE)
    assert await world.send_letters() == []
    world.clock.advance(seconds=LEASE.total_seconds())
    assert _outcomes(await world.send_letters()) == [LetterOutcome.SENT]


async def test_a_bug_in_a_sender_shows_and_loses_nothing() -> None:
    world = _World()
    world.mailbox.failure = KeyError("bug")
    with pytest.raises(KeyError):
        await world.send_letters()
    world.mailbox.failure = None
    world.clock.advance(seconds=LEASE.total_seconds())
    assert _outcomes(await world.send_letters()) == [LetterOutcome.SENT]


def test_pauses_grow_to_a_minute() -> None:
    pauses = [pause_before_retry(attempt).total_seconds() for attempt in (1, 2, 3, 5, 6, 7, 1000)]
    assert pauses == [1, 2, 4, 16, 32, 60, 60]
