"""Pages of the registry's lists: each has its order, and begins before every entry of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Request, Response

from libs.chassis.paging import MAX_LISTED, Cursor, Cursors, Limit
from services.community.domain.page import ByDevice, ByName, ByTime, Newest, Page

KeyT = TypeVar("KeyT")
EntryT = TypeVar("EntryT")
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, slots=True)
class Paging(Generic[KeyT]):
    """The page a request asks for, and its answer's way to the next one."""

    page: Page[KeyT]
    """One entry more than the client wants: it tells whether there is a next page."""
    cursors: Cursors[KeyT]
    request: Request
    response: Response

    def answers(
        self,
        found: Sequence[EntryT],
        answer: Callable[[EntryT], AnswerT],
        key: Callable[[EntryT], KeyT] = attrgetter("key"),
    ) -> list[AnswerT]:
        """The page's answers; adds the `Link` header when more follow."""
        shown = self.cursors.cut(found, self.page.limit - 1, key, self.request, self.response)
        return [answer(entry) for entry in shown]


def _paging_by(kind: type[Any]) -> Callable[..., Paging[Any]]:
    cursors: Cursors[Any] = Cursors(kind)

    def paging(
        request: Request, response: Response, limit: Limit = MAX_LISTED, cursor: Cursor = None
    ) -> Paging[Any]:
        after = kind.start() if cursor is None else cursors.read(cursor)
        return Paging(Page(limit + 1, after), cursors, request, response)

    return paging


PagedByName = Annotated[Paging[ByName], Depends(_paging_by(ByName))]
PagedByTime = Annotated[Paging[ByTime], Depends(_paging_by(ByTime))]
PagedByDevice = Annotated[Paging[ByDevice], Depends(_paging_by(ByDevice))]
PagedNewestFirst = Annotated[Paging[Newest], Depends(_paging_by(Newest))]
