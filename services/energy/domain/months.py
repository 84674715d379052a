"""Months of Rome, by their first day."""

from datetime import date, datetime
from typing import Final

from services.energy.domain.calendar import ROME, Period, midnight

_MONTHS_OF_YEAR: Final = 12


def month_of(moment: datetime) -> date:
    """The month that holds the instant."""
    return moment.astimezone(ROME).date().replace(day=1)


def months_after(month: date, count: int) -> date:
    """The month so many later; earlier where `count` is negative."""
    year, index = divmod(month.year * _MONTHS_OF_YEAR + month.month - 1 + count, _MONTHS_OF_YEAR)
    return date(year, index + 1, 1)


def months_between(first: date, last: date) -> list[date]:
    """Both and those between, in order; none where `last` is before `first`."""
    count = (last.year - first.year) * _MONTHS_OF_YEAR + last.month - first.month + 1
    return [months_after(first, number) for number in range(count)]


def month_period(month: date) -> Period:
    """From its first midnight in Rome to the next month's."""
    return Period(midnight(month), midnight(months_after(month, 1)))
