"""What this replica folds: partitions of communities, which can come and go."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

REST: Final = 0
"""Whoever holds this partition also folds facilities without a community."""


class Holding:
    """The partitions held here, and those of them whose balances are complete.

    A partition that comes is held first, and complete once all there is of it has been folded.
    One that goes is held no longer, and forgotten once what was decided about it is in the books.
    """

    def __init__(self, partition_of: Callable[[UUID], int]) -> None:
        """Nothing yet; `partition_of` a community."""
        self._partition_of = partition_of
        self.held: frozenset[int] = frozenset()
        self._complete: frozenset[int] = frozenset()

    @classmethod
    def of_everything(cls) -> "Holding":
        """All communities there are, complete from the beginning: for one pass over the past."""
        holding = cls(lambda _: 0)
        holding.take(frozenset({0}))
        holding.complete(frozenset({0}))
        return holding

    def take(self, partitions: frozenset[int]) -> None:
        """Their readings are folded from now on."""
        self.held |= partitions

    def complete(self, partitions: frozenset[int]) -> None:
        """Of those that are held, all there is has been folded."""
        self._complete |= partitions & self.held

    def let_go(self, partitions: frozenset[int]) -> None:
        """Their readings are folded no longer."""
        self.held -= partitions

    def forget(self) -> None:
        """What is held no longer is not complete either."""
        self._complete &= self.held

    @property
    def has_begun(self) -> bool:
        """True while anything is complete."""
        return bool(self._complete)

    def owns(self, community_id: UUID | None) -> bool:
        """True while readings of the community, or of none, are folded here."""
        return self._partition(community_id) in self.held

    def is_complete(self, community_id: UUID | None) -> bool:
        """True while the community's balance is no half one, so that it may have consequences."""
        return self._partition(community_id) in self._complete

    def is_coming(self, community_id: UUID | None) -> bool:
        """True while readings are folded here that are not complete."""
        return self.owns(community_id) and not self.is_complete(community_id)

    def _partition(self, community_id: UUID | None) -> int:
        return REST if community_id is None else self._partition_of(community_id)
