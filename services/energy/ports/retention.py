"""The months of readings at rest."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol


class ReadingMonths(Protocol):
    """Readings by month (UTC), each named by its first day.

    Replicas may call it at the same time. Its methods raise a transient error when the database
    is away.
    """

    async def make(self, months: Sequence[date]) -> int:
        """Make room for these, where there is none and the books have not let go of them.

        Answers how many were made.
        """
        ...

    async def close_before(self, moment: datetime) -> int:
        """From now on the books keep readings from this start of a month on, or later.

        What still waited for a place before that can never count rightly and waits no more: answers
        how many readings that are.
        """
        ...

    async def kept_from(self) -> datetime:
        """The newest `moment` that close_before was given."""
        ...

    async def present(self) -> list[date]:
        """The months that are in the books, in order."""
        ...

    async def take_out(self, month: date, *, drop: bool) -> bool:
        """Put a month that was closed beside the books, or delete it.

        False when somebody is using the readings just now: nothing happened.
        """
        ...
