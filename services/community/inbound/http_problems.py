"""The problems that operations answer with, for their description."""

from typing import Any, Final

from libs.chassis.problem import Problem

Responses = dict[int | str, dict[str, Any]]

UNAUTHENTICATED: Final[Responses] = {401: {"model": Problem, "description": "Not signed in."}}
FORBIDDEN: Final[Responses] = {403: {"model": Problem, "description": "The caller lacks the role."}}
NOT_FOUND: Final[Responses] = {404: {"model": Problem, "description": "There is no such thing."}}
CONFLICT: Final[Responses] = {
    409: {"model": Problem, "description": "A rule of the registry forbids it at present."}
}
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
TOO_MANY_REQUESTS: Final[Responses] = {
    429: {"model": Problem, "description": "Too many of these; try again after Retry-After."}
}
OF_ONE: Final[Responses] = FORBIDDEN | NOT_FOUND
"""Of operations on one entity."""
