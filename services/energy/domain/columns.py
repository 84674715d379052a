"""Long series of items, kept as a list for each of their values."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

Item = TypeVar("Item")


class Columns(Sequence[Item], Generic[Item]):
    """A sequence whose items are made when they are looked at.

    Thousands of objects take longer to make, and to be looked through for garbage, than all that is
    done with them; who handles long series takes the columns.
    """

    __slots__ = ("_columns",)

    def __init__(self, *columns: list[Any]) -> None:
        self._columns = columns

    @staticmethod
    @abstractmethod
    def _item(*values: Any) -> Item:
        """An item of its values."""

    def __len__(self) -> int:
        return len(self._columns[0])

    def __iter__(self) -> Iterator[Item]:
        return map(self._item, *self._columns)

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        if isinstance(index, slice):
            return list(self)[index]
        return self._item(*(column[index] for column in self._columns))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list
