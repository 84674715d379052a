"""Pages of the lists of firmware: `limit`, an opaque `cursor`, and where the next page is."""

import base64
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import AwareDatetime, TypeAdapter

from libs.chassis.errors import FieldError, InvalidInputError
from services.device_gateway.ports.firmware import Before

_EntryT = TypeVar("_EntryT")
_BEFORE: Final = TypeAdapter[tuple[AwareDatetime, UUID]](tuple[AwareDatetime, UUID])

Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[
    str | None,
    Query(
        max_length=500,
        description='Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page.',
    ),
]
PAGED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "headers": {
            "Link": {
                "description": '`<...>; rel="next"` (RFC 8288) while entries follow.',
                "schema": {"type": "string"},
            }
        }
    }
}


class InvalidFirmwareCursorError(InvalidInputError):
    """The cursor is not one that this list gave out."""

    code = "invalid_cursor"


def before(cursor: str | None) -> Before | None:
    """The place of a list of the newest first. Raises InvalidFirmwareCursorError."""
    if cursor is None:
        return None
    try:
        at, entity_id = _BEFORE.validate_json(_decoded(cursor))
    except ValueError:
        raise _invalid() from None
    return Before(at, entity_id)


def cursor_of(at: AwareDatetime, entity_id: UUID) -> str:
    """The cursor behind the entry of that time and id."""
    return _BEFORE.dump_json((at, entity_id)).decode()


def after(cursor: str | None) -> str:
    """The place of a list by device id. Raises InvalidFirmwareCursorError."""
    return "" if cursor is None else _decoded(cursor)


def page(
    request: Request,
    response: Response,
    found: Sequence[_EntryT],
    limit: int,
    cursor: Callable[[_EntryT], str],
) -> Sequence[_EntryT]:
    """The first `limit` of what was found; the `Link` header when more follow."""
    if len(found) > limit:
        encoded = base64.urlsafe_b64encode(cursor(found[limit - 1]).encode()).decode()
        others = [each for each in request.query_params.multi_items() if each[0] != "cursor"]
        query = urlencode([*others, ("cursor", encoded)])
        response.headers["Link"] = f'<?{query}>; rel="next"'
    return found[:limit]


def _decoded(cursor: str) -> str:
    try:
        text = base64.b64decode(cursor.encode(), altchars=b"-_", validate=True).decode()
    except ValueError:
        raise _invalid() from None
    if "\x00" in text:
        raise _invalid()
    return text


def _invalid() -> InvalidFirmwareCursorError:
    message = "is none of this list; begin without one"
    return InvalidFirmwareCursorError(
        f"the cursor {message}", fields=(FieldError("cursor", "invalid", message),)
    )
