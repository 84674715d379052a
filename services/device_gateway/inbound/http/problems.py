"""The problems that operations answer with, for their description."""

from http import HTTPStatus
from typing import Final

from libs.chassis.problem import Responses, described_problem

NOT_SIGNED_IN: Final = described_problem(HTTPStatus.UNAUTHORIZED, "Not signed in.")
NO_OPERATOR: Final = described_problem(HTTPStatus.UNAUTHORIZED, "No operator's token.")
NO_ACCESS: Final = described_problem(HTTPStatus.FORBIDDEN, "No access to it.")

NO_FACILITY: Final = described_problem(HTTPStatus.NOT_FOUND, "No facility has it now.")
UNHEARD: Final = described_problem(HTTPStatus.NOT_FOUND, "Nobody has heard of it.")
NOT_LISTED: Final = described_problem(HTTPStatus.NOT_FOUND, "No such batch or device.")
NOT_PUBLISHED: Final = described_problem(HTTPStatus.NOT_FOUND, "There is none here.")
NOT_FOUND: Final = described_problem(HTTPStatus.NOT_FOUND, "There is no such thing.")

CONFLICT: Final = described_problem(HTTPStatus.CONFLICT, "As things stand, it cannot be done.")
PENDING: Final = described_problem(HTTPStatus.CONFLICT, "One of its kind is pending.")
DECOMMISSIONED: Final = described_problem(HTTPStatus.CONFLICT, "Decommissioned for ever.")
VERSION_DIFFERS: Final = described_problem(HTTPStatus.PRECONDITION_FAILED, "Another version.")

BEHIND_THE_END: Final = described_problem(
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "The range begins behind the last byte."
)
TOO_MANY_DOWNLOADS: Final = described_problem(
    HTTPStatus.TOO_MANY_REQUESTS, "Too many downloads; try again after Retry-After."
)
LIST_HOLDS_ON: Final = described_problem(
    HTTPStatus.SERVICE_UNAVAILABLE, "The database is away; the list there is holds on."
)

OF_OWN_DEVICE: Final[Responses] = NOT_SIGNED_IN | NO_ACCESS | NO_FACILITY
"""Of operations of a facility's users on its device."""
