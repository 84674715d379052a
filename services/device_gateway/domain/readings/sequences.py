"""Sets of sequence numbers, kept as ranges: what came, what is missing between."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

LARGEST_FOLLOWED: Final = 2**63 - 2
"""One less than a device may count: so that the end of every range is a number, too."""


class Span(NamedTuple):
    """Numbers from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many numbers."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class NumberSet:
    """A set of whole numbers, as spans in order that do not touch."""

    spans: tuple[Span, ...] = ()

    @staticmethod
    def of(spans: Iterable[tuple[int, int]]) -> "NumberSet":
        """Of spans in any order, which may overlap."""
        joined: list[Span] = []
        for first, last in sorted(spans):
            if joined and first <= joined[-1].last + 1:
                joined[-1] = Span(joined[-1].first, max(joined[-1].last, last))
            else:
                joined.append(Span(first, last))
        return NumberSet(tuple(joined))

    @property
    def count(self) -> int:
        """How many numbers are in it."""
        return sum(span.size for span in self.spans)

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self.spans, number, key=lambda span: span.first) - 1
        return at >= 0 and number <= self.spans[at].last

    def __or__(self, other: "NumberSet") -> "NumberSet":
        """What is in either."""
        return NumberSet.of((*self.spans, *other.spans))

    def within(self, first: int, last: int) -> "NumberSet":
        """What of it lies from `first` to `last`, both included."""
        return NumberSet(
            tuple(
                Span(max(span.first, first), min(span.last, last))
                for span in self.spans
                if span.last >= first and span.first <= last
            )
        )

    def missing(self, first: int, last: int) -> "NumberSet":
        """What is not in it from `first` to `last`, both included."""
        holes: list[Span] = []
        expected = first
        for span in self.within(first, last).spans:
            if expected < span.first:
                holes.append(Span(expected, span.first - 1))
            expected = span.last + 1
        if expected <= last:
            holes.append(Span(expected, last))
        return NumberSet(tuple(holes))

    def lowest(self, *, spans: int, numbers: int) -> "NumberSet":
        """So many of its lowest numbers at most, in so many spans at most."""
        taken: list[Span] = []
        for span in self.spans[:spans]:
            if numbers <= 0:
                break
            taken.append(Span(span.first, min(span.last, span.first + numbers - 1)))
            numbers -= taken[-1].size
        return NumberSet(tuple(taken))

    def series(self, jump: int) -> Iterator["NumberSet"]:
        """Its parts between which more than `jump` numbers are missing, the lowest first."""
        part: list[Span] = []
        for span in self.spans:
            if part and span.first - part[-1].last > jump:
                yield NumberSet(tuple(part))
                part = []
            part.append(span)
        if part:
            yield NumberSet(tuple(part))
