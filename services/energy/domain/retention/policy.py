"""How long readings stay in the books. Quarter-hours stay for ever."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

from services.energy.domain.books.intervals import NEIGHBOURHOOD
from services.energy.domain.calendar import EARLIEST, LATEST

NOTHING_GONE: Final = EARLIEST
"""`kept_from` of books that still have every reading."""
_MONTHS: Final = 12


class OldReadings(StrEnum):
    """What becomes of a month of readings that is older than the policy keeps."""

    KEEP = "keep"
    """It stays in the books. For replays of the past, whose readings are old when they come."""
    DETACH = "detach"
    """It becomes a table of its own, which the books do not look at, to be archived by hand."""
    DROP = "drop"
    """It is deleted."""


def kept_from(now: datetime, kept_months: int) -> datetime:
    """The start of the oldest month (UTC) that is kept: `kept_months` whole ones before now's."""
    return start_of(_months_later(_first_of_month(now), -kept_months))


def months_ahead(now: datetime, ahead: int) -> list[date]:
    """The first days of now's month (UTC) and of the `ahead` months after it, in the books' years.

    A device's clock and the server's differ a little: the next month is needed before it begins.
    """
    this = _first_of_month(now)
    months = [_months_later(this, number) for number in range(ahead + 1)]
    return [month for month in months if start_of(month) < LATEST]


def counts_from(kept_from: datetime) -> datetime:
    """From when on a reading can still be counted rightly: what it may be paired with is kept.

    One that comes later than that would be paired with nothing, and the pair that it parts would
    count beside it.
    """
    return kept_from + NEIGHBOURHOOD if kept_from > NOTHING_GONE else EARLIEST


def start_of(month: date) -> datetime:
    """The instant at which a month begins, UTC."""
    return datetime(month.year, month.month, 1, tzinfo=UTC)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return _months_later(month, 1)


def _first_of_month(moment: datetime) -> date:
    return moment.astimezone(UTC).date().replace(day=1)


def _months_later(month: date, months: int) -> date:
    years, index = divmod(month.year * _MONTHS + month.month - 1 + months, _MONTHS)
    return date(years, index + 1, 1)
