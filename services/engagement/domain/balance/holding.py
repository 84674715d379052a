"""What this replica folds: partitions of communities, which can come and go."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

REST: Final = 0
"""Whoever holds this partition also folds facilities without a community."""


class Holding:
    """The partitions held here, and those of them whose balances are complete.

    A partition that comes is held first, folded once all readings there were of it are in its
    balances, which may be shown then, and complete once it is known, too, what was decided about it
    before: then it goes on being decided about. One that goes is held no longer, and forgotten once
    what was decided about it is in the books.
    """

    def __init__(self, partition_of: Callable[[UUID], int]) -> None:
        """Nothing yet; `partition_of` a community."""
        self._partition_of = partition_of
        self.held: frozenset[int] = frozenset()
        self._folded: frozenset[int] = frozenset()
        self._restored: frozenset[int] = frozenset()

    @classmethod
    def of_everything(cls) -> "Holding":
        """All communities there are, complete from the beginning: for one pass over the past."""
        holding = cls(lambda _: 0)
        holding.take(frozenset({0}))
        holding.fold(frozenset({0}))
        holding.restore(frozenset({0}))
        return holding

    def take(self, partitions: frozenset[int]) -> None:
        """Their readings are folded from now on."""
        self.held |= partitions

    def fold(self, partitions: frozenset[int]) -> None:
        """Of those that are held, all there is has been folded."""
        self._folded |= partitions & self.held

    def restore(self, partitions: frozenset[int]) -> None:
        """Of those that are held, the surplus states are known."""
        self._restored |= partitions & self.held

    @property
    def without_states(self) -> frozenset[int]:
        """Held, and not known what was decided about them before."""
        return self.held - self._restored

    def let_go(self, partitions: frozenset[int]) -> None:
        """Their readings are folded no longer."""
        self.held -= partitions

    def forget(self) -> None:
        """What is held no longer is neither folded nor restored."""
        self._folded &= self.held
        self._restored &= self.held

    @property
    def has_begun(self) -> bool:
        """True while anything is complete."""
        return bool(self._folded & self._restored)

    def owns(self, community_id: UUID | None) -> bool:
        """True while readings of the community, or of none, are folded here."""
        return self._partition(community_id) in self.held

    def is_folded(self, community_id: UUID | None) -> bool:
        """True while the community's balance is no half one, so that it may be shown."""
        return self._partition(community_id) in self._folded

    def is_complete(self, community_id: UUID | None) -> bool:
        """True while its surplus state is known, too, so that it may have consequences."""
        return self.is_folded(community_id) and self._partition(community_id) in self._restored

    def is_coming(self, community_id: UUID | None) -> bool:
        """True while readings are folded here and the balance is a half one."""
        return self.owns(community_id) and not self.is_folded(community_id)

    def lacks_state(self, community_id: UUID | None) -> bool:
        """True while it is held and not known what was decided about it before."""
        return self._partition(community_id) in self.without_states

    def _partition(self, community_id: UUID | None) -> int:
        return REST if community_id is None else self._partition_of(community_id)
