"""The problems that the operations on firmware answer with, for their description."""

from typing import Any, Final

from libs.chassis.problem import Problem

Responses = dict[int | str, dict[str, Any]]

NOT_SIGNED_IN: Final[Responses] = {401: {"model": Problem, "description": "Not signed in."}}
NO_ACCESS: Final[Responses] = {403: {"model": Problem, "description": "No access to it."}}
NOT_FOUND: Final[Responses] = {404: {"model": Problem, "description": "There is no such thing."}}
CONFLICT: Final[Responses] = {
    409: {"model": Problem, "description": "As things stand, it cannot be done."}
}
