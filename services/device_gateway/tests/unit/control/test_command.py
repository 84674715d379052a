"""How a command ends."""

from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.domain.control.command import (
    Command,
    CommandKind,
    Outcome,
    expire,
    finish,
)
from services.device_gateway.tests.examples import NOW

_COMMAND = Command(
    command_id=UUID(int=7),
    device_id="meter-1",
    kind=CommandKind.REBOOT,
    requested_at=NOW,
    requested_by="ada",
    expires_at=NOW + timedelta(hours=1),
)
_WORDS = st.sampled_from([Outcome.DONE, Outcome.FAILED, Outcome.REFUSED])


def test_nobody_answers() -> None:
    assert expire(_COMMAND, NOW + timedelta(minutes=59)) is _COMMAND
    ended = expire(_COMMAND, NOW + timedelta(hours=2))
    assert ended.outcome is Outcome.EXPIRED
    assert ended.finished_at == _COMMAND.expires_at


@given(_WORDS, st.lists(_WORDS))
def test_the_first_word_counts_however_often_it_is_repeated(
    first: Outcome, more: list[Outcome]
) -> None:
    command = finish(_COMMAND, first, "", now=NOW)
    for word in more:
        command = finish(command, word, "again", now=NOW + timedelta(days=1))
    assert (command.outcome, command.detail, command.finished_at) == (first, "", NOW)
    assert expire(command, NOW + timedelta(days=2)) is command


def test_a_late_answer_says_more_than_our_clock() -> None:
    """The device restarted in time; its word came after the hour."""
    late = finish(expire(_COMMAND, _COMMAND.expires_at), Outcome.DONE, "", now=NOW)
    assert late.outcome is Outcome.DONE
