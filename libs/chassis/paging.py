"""Pages of lists: `limit`, an opaque `cursor`, and where the next page is (RFC 8288)."""

import base64
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Request, Response
from pydantic import TypeAdapter

from libs.chassis.errors import FieldError, InvalidInputError
from libs.chassis.problem import Responses

KeyT = TypeVar("KeyT")
EntryT = TypeVar("EntryT")

MAX_LISTED: Final = 500
HOW_MANY: Final = "How many entries at most."

Limit = Annotated[int, Query(ge=1, le=MAX_LISTED, description=HOW_MANY)]
Cursor = Annotated[
    str | None,
    Query(
        max_length=2_000,
        description='Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page.',
    ),
]
PAGED: Final[Responses] = {
    200: {
        "headers": {
            "Link": {
                "description": '`<...>; rel="next"` (RFC 8288) while entries follow.',
                "schema": {"type": "string"},
            }
        }
    }
}
"""Of an operation that answers a page."""


class InvalidCursorError(InvalidInputError):
    """The cursor is not one that this list gave out."""

    code = "invalid_cursor"


class Cursors(Generic[KeyT]):
    """Where one kind of list goes on: the key of the last entry seen.

    A client may write any key that the kind's type admits: the type, not the cursor, says what a
    query can bear.
    """

    def __init__(self, kind: Any) -> None:
        self._keys: TypeAdapter[KeyT] = TypeAdapter(kind)

    def read(self, cursor: str | None) -> KeyT | None:
        """The key; None at the list's beginning. Raises InvalidCursorError."""
        if cursor is None:
            return None
        try:
            text = base64.b64decode(cursor.encode(), altchars=b"-_", validate=True)
            return self._keys.validate_json(text)
        except ValueError:
            message = "is none of this list; begin without one"
            raise InvalidCursorError(
                f"the cursor {message}", fields=(FieldError("cursor", "invalid", message),)
            ) from None

    def link(self, request: Request, response: Response, last: KeyT) -> None:
        """Name the page after that key in the `Link` header."""
        cursor = base64.urlsafe_b64encode(self._keys.dump_json(last)).decode()
        others = [each for each in request.query_params.multi_items() if each[0] != "cursor"]
        query = urlencode([*others, ("cursor", cursor)])
        # A reference without a path holds behind any proxy, whatever prefix it strips.
        response.headers["Link"] = f'<?{query}>; rel="next"'

    def cut(
        self,
        found: Sequence[EntryT],
        limit: int,
        key: Callable[[EntryT], KeyT],
        request: Request,
        response: Response,
    ) -> Sequence[EntryT]:
        """The page, of one entry more than wanted; names the next one when that entry is there."""
        if len(found) > limit:
            self.link(request, response, key(found[limit - 1]))
        return found[:limit]
