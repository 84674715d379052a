"""Which readings are missing, when a device is asked for them, and when they are given up."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from services.device_gateway.domain.readings.numbering import (
    JUMP,
    Look,
    Numbering,
    ResendRules,
    look_at,
    missing_numbers,
)
from services.device_gateway.domain.readings.sequences import NumberSet, Span
from services.device_gateway.tests.examples import NOW

_RULES = ResendRules()
_GRACE = _RULES.grace


def numbering(*spans: tuple[int, int], **more: Any) -> Numbering:
    plain = Numbering(
        settled=NumberSet.of(spans),
        latest=spans[-1][1] if spans else None,
        oldest_held=None,
        newest_made=None,
        heard_at=NOW,
    )
    return replace(plain, **more)


class Story:
    """Looks at one device, a grace apart; it goes on being heard."""

    def __init__(self, of: Numbering, rules: ResendRules = _RULES) -> None:
        self.known = of
        self.now = NOW
        self.rules = rules
        self.asked: list[tuple[datetime, NumberSet]] = []
        self.lost = 0

    def look(self, after: timedelta = _GRACE) -> Look:
        self.now += after
        look = look_at(replace(self.known, heard_at=self.now), self.now, self.rules)
        self.known = look.numbering
        self.lost += look.lost_count
        if look.ask.count:
            self.asked.append((self.now, look.ask))
        return look

    def came(self, first: int, last: int) -> None:
        self.known = replace(
            self.known, settled=self.known.settled | NumberSet.of([(first, last)]), latest=last
        )


def test_a_hole_is_asked_for_once_it_is_no_longer_young() -> None:
    story = Story(numbering((1, 5), (8, 10)))
    assert not story.look().ask.count, "it may be on its way, through another replica too"
    assert story.look().ask.spans == (Span(6, 7),)


def test_without_a_hole_nobody_looks_again() -> None:
    assert Story(numbering((1, 10))).look().again_at is None


def test_at_most_once_a_minute_and_ever_more_rarely() -> None:
    story = Story(numbering((1, 5), (8, 10)))
    for _ in range(40):
        story.look()
    times = [when for when, _ in story.asked]
    pauses = [after - before for before, after in pairwise(times)]
    assert pauses[0] >= timedelta(seconds=60)
    assert pauses == sorted(pauses)
    assert pauses[1] >= 2 * pauses[0]


def test_what_comes_is_no_longer_asked_for_and_patience_begins_anew() -> None:
    story = Story(numbering((1, 5), (8, 10)))
    for _ in range(20):
        story.look()
    story.came(6, 6)
    story.look(timedelta(hours=1))
    when, asked = story.asked[-1]
    assert (when, asked.spans) == (story.now, (Span(7, 7),))
    assert story.known.attempts == 1
    story.came(7, 7)
    assert story.look().again_at is None
    assert story.lost == 0


def test_the_pause_has_a_limit_however_often_was_asked() -> None:
    story = Story(numbering((1, 5), (8, 10)), replace(_RULES, most_attempts=100))
    for _ in range(90):
        story.look(_RULES.longest_pause)
    times = [when for when, _ in story.asked]
    assert times[-1] - times[-2] == _RULES.longest_pause
    assert story.known.attempts > 80


def test_given_up_after_many_requests_in_vain() -> None:
    story = Story(numbering((1, 5), (8, 10)))
    for _ in range(12):
        story.look(timedelta(hours=1))
    assert len(story.asked) == _RULES.most_attempts
    assert story.lost == 2
    assert story.known.settled.spans == (Span(1, 10),)
    assert story.look().again_at is None


def test_what_the_device_no_longer_has_is_not_asked_for() -> None:
    story = Story(numbering((1, 5), (8, 10), (13, 14), oldest_held=12))
    story.look()
    assert story.look().ask.spans == (Span(12, 12),)
    assert story.lost == 3, "6, 7 and 11"


def test_what_was_made_and_never_came_is_missing_too() -> None:
    """The device says its newest number; the last readings before an outage leave no hole."""
    story = Story(numbering((1, 5), newest_made=7))
    story.look()
    assert story.look().ask.spans == (Span(6, 7),)
    assert missing_numbers(story.known).count == 2


def test_a_silent_device_is_not_asked() -> None:
    silent = numbering((1, 5), (8, 10), mark=10, heard_at=NOW - timedelta(minutes=7))
    look = look_at(silent, NOW, _RULES)
    assert not look.ask.count
    assert look.again_at is None
    assert look.lost_count == 0


def test_a_jump_is_a_new_beginning() -> None:
    """A simulator counts from the microseconds since 1970, anew at each start."""
    story = Story(numbering((1, 5), (2 * JUMP, 2 * JUMP + 3)))
    for _ in range(5):
        story.look()
    assert story.asked == []
    assert story.lost == 0
    assert story.known.settled.spans == (Span(2 * JUMP, 2 * JUMP + 3),)


def test_a_lower_restart_is_a_new_beginning() -> None:
    story = Story(numbering((2 * JUMP, 2 * JUMP + 3), mark=2 * JUMP + 3))
    story.came(0, 1)
    story.came(4, 4)
    assert not story.look().ask.count, "the hole is young, whatever the old mark says"
    assert story.look().ask.spans == (Span(2, 3),)
    assert story.known.settled.spans == (Span(0, 1), Span(4, 4))


def test_a_statement_of_another_beginning_says_nothing() -> None:
    story = Story(numbering((1, 5), oldest_held=9 * JUMP, newest_made=9 * JUMP))
    story.look()
    assert story.look().again_at is None
    assert story.lost == 0


def test_a_request_is_bounded() -> None:
    """32 ranges and 500 numbers, whatever is missing."""
    sparse = Story(numbering(*((number, number) for number in range(0, 200, 2))))
    sparse.look()
    assert len(sparse.look().ask.spans) == 32
    wide = Story(numbering((0, 0), (900_000, 900_000)))
    wide.look()
    assert wide.look().ask.spans == (Span(1, 500),)


def test_a_device_that_counts_wildly_gets_no_more_room() -> None:
    story = Story(numbering(*((number, number) for number in range(0, 2_000, 2))))
    story.look()
    assert len(story.known.settled.spans) == _RULES.spans_kept
    assert story.lost == 1_000 - _RULES.spans_kept


_SPANS = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(0, 40)).map(lambda s: (s[0], sum(s))), max_size=60
)
_MAYBE = st.none() | st.integers(0, 6_000)


@given(_SPANS, _MAYBE, _MAYBE, _MAYBE, _MAYBE)
@example([(0, 0)], None, 2, 1, 1)  # it has none any more
def test_never_asks_for_what_came_or_is_gone(
    spans: list[tuple[int, int]],
    latest: int | None,
    oldest_held: int | None,
    newest_made: int | None,
    mark: int | None,
) -> None:
    known = numbering(
        *spans, latest=latest, oldest_held=oldest_held, newest_made=newest_made, mark=mark
    )
    look = look_at(known, NOW, _RULES)
    assert (known.settled | look.numbering.settled) == look.numbering.settled
    assert look.numbering.settled.count == known.settled.count + look.lost_count
    newest = max([span.last for span in known.settled.spans] + [newest_made or 0])
    assert all(span.last <= newest for span in look.ask.spans)
    for span in look.ask.spans:
        assert not known.settled.within(*span).count
        if oldest_held is not None and known.settled.count and oldest_held <= newest + 1:
            assert span.first >= oldest_held
