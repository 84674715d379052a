"""The twin of the months in Postgres, for tests."""

from collections.abc import Sequence
from datetime import date, datetime

from services.energy.domain.retention.policy import counts_from, start_of
from services.energy.outbound.books.memory import MemoryBooks


class MemoryReadingMonths:
    """The months of these books; `in_use` are those that somebody is reading."""

    def __init__(self, books: MemoryBooks) -> None:
        self._books = books
        self._made: set[date] = set()
        self.detached: set[date] = set()
        self.in_use: set[date] = set()

    async def make(self, months: Sequence[date]) -> int:
        new = {month for month in months if start_of(month) >= self._books.gone_before}
        new -= self._present()
        self._made |= new
        return len(new)

    async def close_before(self, moment: datetime) -> int:
        books = self._books
        books.gone_before = max(books.gone_before, moment)
        first = counts_from(books.gone_before)
        forgotten = [key for key in books.waiting if key[1] < first]
        for key in forgotten:
            del books.waiting[key]
        return len(forgotten)

    async def kept_from(self) -> datetime:
        return self._books.gone_before

    async def present(self) -> list[date]:
        return sorted(self._present())

    async def take_out(self, month: date, *, drop: bool) -> bool:
        if month in self.in_use:
            return False
        if month in self._present() and not drop:
            self.detached.add(month)
        stored = self._books.stored
        self._books.stored = {k: r for k, r in stored.items() if _month(k[1]) != month}
        self._made.discard(month)
        return True

    def _present(self) -> set[date]:
        return self._made | {_month(measured_at) for _, measured_at in self._books.stored}


def _month(moment: datetime) -> date:
    return moment.date().replace(day=1)
