"""The problems that operations answer with, for their description."""

from http import HTTPStatus
from typing import Final

from libs.chassis.problem import Responses, described_problem

UNAUTHENTICATED: Final = described_problem(HTTPStatus.UNAUTHORIZED, "Not signed in.")
FORBIDDEN: Final = described_problem(HTTPStatus.FORBIDDEN, "The caller lacks the role.")
NOT_FOUND: Final = described_problem(HTTPStatus.NOT_FOUND, "There is no such thing.")
CONFLICT: Final = described_problem(
    HTTPStatus.CONFLICT, "A rule of the registry forbids it at present."
)
TOO_MANY_REQUESTS: Final = described_problem(
    HTTPStatus.TOO_MANY_REQUESTS, "Too many of these; try again after Retry-After."
)
OF_ONE: Final[Responses] = FORBIDDEN | NOT_FOUND
"""Of operations on one entity."""
