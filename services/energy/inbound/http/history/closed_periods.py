"""Answers about closed periods can be kept: `ETag`, `If-None-Match`, `Cache-Control`.

RFC 9110 and 9111. A period is closed when readings an hour past its end have come. What comes late
all the same changes the tag; who has kept an answer asks again after KEPT_S at most.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from fastapi import Request, Response

from libs.chassis.entity_tags import is_known
from libs.chassis.problem import Responses

KEPT_S: Final = 300
_TEXT: Final = {"schema": {"type": "string"}}
KEPT: Final[Responses] = {
    200: {
        "headers": {
            "ETag": {"description": "While the period is closed: of this answer.", **_TEXT},
            "Cache-Control": {
                "description": f"`private, max-age={KEPT_S}` while the period is closed,"
                " else `private, no-cache`.",
                **_TEXT,
            },
        }
    },
    304: {"description": "If-None-Match names what would be answered."},
}


def keeping(fingerprint: str | None, *, form: str) -> dict[str, str]:
    """The headers of an answer; `form` tells apart the forms in which the same is answered.

    `fingerprint`: None of an open period.
    """
    headers = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
    if fingerprint is not None:
        headers["Cache-Control"] = f"private, max-age={KEPT_S}"
        headers["ETag"] = f'"{fingerprint}.{form}"'
    return headers


def unless_known(request: Request, headers: Mapping[str, str]) -> Response | None:
    """304 for who has the answer with these headers already."""
    tag = headers.get("ETag")
    if tag is None or not is_known(request.headers.get("if-none-match"), tag):
        return None
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=dict(headers))
