"""Which of a device's readings are missing, and when to ask for them.

A device numbers its readings. A hole below its newest number is a reading that has not come: the
device is asked for it, ever more rarely, until it comes or is given up. Numbers that are given up
count as settled like those that came, so that what several replicas know is joined in any order.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from services.device_gateway.domain.readings.sequences import LARGEST_FOLLOWED, NumberSet

JUMP: Final = 1_000_000
"""Numbers so far apart are of two beginnings: a device that forgot its counter, or chose anew."""

_MOST_DOUBLINGS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ResendRules:
    """When a device is asked, for how much, and when no more."""

    grace: timedelta = timedelta(seconds=30)
    """A hole younger than that (and than twice that, at most) may fill by itself."""
    first_pause: timedelta = timedelta(seconds=60)
    """After the first request; it doubles while nothing comes."""
    longest_pause: timedelta = timedelta(hours=1)
    most_attempts: int = 8
    """After so many without a reading, what is missing is given up."""
    heard_within: timedelta = timedelta(minutes=6)
    """A device that was silent for longer hears no request; it says how it is every 5 minutes."""
    spans_asked: int = 32
    numbers_asked: int = 500
    spans_kept: int = 256
    """Of what came of a device; of more holes the lowest are given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """What is known of one device's numbers."""

    settled: NumberSet
    """Came, or given up."""
    latest: int | None
    """Came last."""
    oldest_held: int | None
    newest_made: int | None
    heard_at: datetime
    mark: int | None = None
    """The newest number at the last look: holes above it are young."""
    attempts: int = 0
    ask_after: datetime | None = None
    asked_to: int | None = None
    """The highest number of the last request."""
    asked_missing: int = 0
    """How many were missing up to there."""


@dataclass(frozen=True, slots=True)
class Look:
    """What follows from looking at a device's numbers."""

    numbering: Numbering
    ask: NumberSet
    lost_count: int
    """Numbers given up now."""
    again_at: datetime | None
    """None: not before the device says something new."""


def look_at(numbering: Numbering, now: datetime, rules: ResendRules) -> Look:
    """Decide what to ask the device for, and what to give up."""
    series = current_series(numbering)
    if series is None:
        return Look(replace(numbering, settled=NumberSet()), NumberSet(), 0, None)
    newest = newest_number(numbering, series)
    settled, gone = _give_up_what_is_gone(numbering, series, rules)
    missing = settled.missing(settled.spans[0].first, newest)
    ripe = missing.within(0, _ripe_to(numbering, series))
    seen = replace(numbering, settled=settled, mark=newest)
    silent = now - numbering.heard_at > rules.heard_within
    again_at = now + rules.grace if missing.count and not silent else None
    if not ripe.count:
        return Look(_unasked(seen), NumberSet(), gone, again_at)
    seen = _with_progress(seen, ripe)
    if silent or (seen.ask_after is not None and now < seen.ask_after):
        return Look(seen, NumberSet(), gone, again_at)
    if seen.attempts >= rules.most_attempts:
        left = replace(_unasked(seen), settled=settled | ripe)
        return Look(left, NumberSet(), gone + ripe.count, again_at)
    ask = ripe.lowest(spans=rules.spans_asked, numbers=rules.numbers_asked)
    return Look(_asked(seen, ask, ripe, now, rules), ask, gone, again_at)


def current_series(numbering: Numbering) -> NumberSet | None:
    """The beginning in which the device counts now; None when no number is known."""
    current = None
    for current in numbering.settled.series(JUMP):
        if numbering.latest is not None and numbering.latest in current:
            return current
    return current


def newest_number(numbering: Numbering, series: NumberSet) -> int:
    """The highest number that came or that the device says it has given."""
    newest = series.spans[-1].last
    made = numbering.newest_made
    if made is not None and newest < made <= min(newest + JUMP, LARGEST_FOLLOWED):
        return made
    return newest


def missing_numbers(numbering: Numbering) -> NumberSet:
    """All holes there are, also young ones."""
    series = current_series(numbering)
    if series is None:
        return NumberSet()
    return series.missing(series.spans[0].first, newest_number(numbering, series))


def _give_up_what_is_gone(
    numbering: Numbering, series: NumberSet, rules: ResendRules
) -> tuple[NumberSet, int]:
    """Holes below what the device still has, and the lowest of too many."""
    first, newest = series.spans[0].first, newest_number(numbering, series)
    held = numbering.oldest_held
    settled = series
    if held is not None and held <= newest + 1:
        ripe_to = min(held - 1, newest, _ripe_to(numbering, series))
        settled |= series.missing(first, ripe_to)
    if len(settled.spans) > rules.spans_kept:
        kept_from = settled.spans[-rules.spans_kept].first
        settled |= NumberSet.of([(first, kept_from)])
    return settled, settled.count - series.count


def _ripe_to(numbering: Numbering, series: NumberSet) -> int:
    """Holes up to there were there at the last look already; -1: it was of another beginning."""
    mark = numbering.mark
    if mark is None or not series.spans[0].first <= mark <= newest_number(numbering, series):
        return -1
    return mark


def _with_progress(numbering: Numbering, ripe: NumberSet) -> Numbering:
    """Whether something of what was asked has come since: then patience begins anew."""
    if numbering.asked_to is None:
        return numbering
    if ripe.within(0, numbering.asked_to).count < numbering.asked_missing:
        return replace(numbering, attempts=0)
    return numbering


def _unasked(numbering: Numbering) -> Numbering:
    return replace(numbering, attempts=0, ask_after=None, asked_to=None, asked_missing=0)


def _asked(
    numbering: Numbering, ask: NumberSet, ripe: NumberSet, now: datetime, rules: ResendRules
) -> Numbering:
    doublings = min(numbering.attempts, _MOST_DOUBLINGS)
    pause = min(rules.first_pause * 2**doublings, rules.longest_pause)
    asked_to = ask.spans[-1].last
    return replace(
        numbering,
        attempts=numbering.attempts + 1,
        ask_after=now + pause,
        asked_to=asked_to,
        asked_missing=ripe.within(0, asked_to).count,
    )
