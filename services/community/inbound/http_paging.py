"""Pages of lists: `limit`, an opaque `cursor`, and where the next page is (RFC 8288)."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, Final, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from pydantic import TypeAdapter

from libs.chassis.errors import FieldError, InvalidInputError
from services.community.domain.page import ByDevice, ByName, ByTime, Newest, Page
from services.community.inbound.http_fields import MAX_LISTED, Limit

KeyT = TypeVar("KeyT")
EntryT = TypeVar("EntryT")
AnswerT = TypeVar("AnswerT")

_MAX_CURSOR: Final = 2_000
_Cursor = Annotated[
    str | None,
    Query(
        max_length=_MAX_CURSOR,
        description='Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page.',
    ),
]


class InvalidCursorError(InvalidInputError):
    """The cursor is not one that this list gave out."""

    code = "invalid_cursor"


@dataclass(frozen=True, slots=True)
class Paging(Generic[KeyT]):
    """The page a request asks for, and its answer's way to the next one."""

    page: Page[KeyT]
    """One entry more than the client wants: it tells whether there is a next page."""
    keys: TypeAdapter[KeyT]
    request: Request
    response: Response

    def answers(
        self,
        found: Sequence[EntryT],
        answer: Callable[[EntryT], AnswerT],
        key: Callable[[EntryT], KeyT] = attrgetter("key"),
    ) -> list[AnswerT]:
        """The page's answers; adds the `Link` header when more follow."""
        limit = self.page.limit - 1
        if len(found) > limit:
            cursor = base64.urlsafe_b64encode(self.keys.dump_json(key(found[limit - 1])))
            others = [
                each for each in self.request.query_params.multi_items() if each[0] != "cursor"
            ]
            query = urlencode([*others, ("cursor", cursor.decode())])
            # A reference without a path holds behind any proxy, whatever prefix it strips.
            self.response.headers["Link"] = f'<?{query}>; rel="next"'
        return [answer(entry) for entry in found[:limit]]


def _paging_by(kind: type[Any]) -> Callable[..., Paging[Any]]:
    keys = TypeAdapter(kind)

    def paging(
        request: Request, response: Response, limit: Limit = MAX_LISTED, cursor: _Cursor = None
    ) -> Paging[Any]:
        after = kind.start() if cursor is None else _read(keys, cursor)
        return Paging(Page(limit + 1, after), keys, request, response)

    return paging


def _read(keys: TypeAdapter[Any], cursor: str) -> Any:
    try:
        return keys.validate_json(base64.b64decode(cursor.encode(), altchars=b"-_", validate=True))
    except ValueError:
        message = "is none of this list; begin without one"
        raise InvalidCursorError(
            f"the cursor {message}", fields=(FieldError("cursor", "invalid", message),)
        ) from None


PagedByName = Annotated[Paging[ByName], Depends(_paging_by(ByName))]
PagedByTime = Annotated[Paging[ByTime], Depends(_paging_by(ByTime))]
PagedByDevice = Annotated[Paging[ByDevice], Depends(_paging_by(ByDevice))]
PagedNewestFirst = Annotated[Paging[Newest], Depends(_paging_by(Newest))]
