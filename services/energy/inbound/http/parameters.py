"""What several of the books' operations take and answer."""

from collections.abc import Callable, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final, TypeAlias
from uuid import UUID

import msgspec
from fastapi import Path, Query, Response
from pydantic import AwareDatetime, BaseModel

from libs.chassis.problem import Responses, described_problem
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Resolution
from services.energy.domain.quantities import all_instants, instant

PROBLEMS: Final[Responses] = (
    described_problem(HTTPStatus.UNAUTHORIZED, "Not signed in.")
    | described_problem(HTTPStatus.FORBIDDEN, "No access to it.")
    | described_problem(HTTPStatus.NOT_FOUND, "There is no such thing.")
)
Start = Annotated[
    AwareDatetime | None,
    Query(alias="from", description="RFC 3339 with zone; rounded down to a whole interval."),
]
End = Annotated[
    AwareDatetime | None,
    Query(alias="to", description="RFC 3339 with zone, excluded; rounded up to a whole interval."),
]
AskedResolution = Annotated[
    Resolution | None,
    Query(description="Days and months are Rome's; quarter by default; raw not of a community."),
]
AskedBasis = Annotated[
    Basis,
    Query(
        description="On whose measurements: the devices', or the distributor's official curves"
        " (quarter-hours and coarser, not of a device; as far as they have been imported)."
    ),
]
CommunityId = Annotated[UUID, Path(alias="communityId")]
FacilityId = Annotated[UUID, Path(alias="facilityId")]
Row: TypeAlias = msgspec.Struct
"""An item of a long list in an answer; see row_type."""
DeviceId = Annotated[str, Path(alias="deviceId", max_length=64)]


def json_answer(answer: BaseModel, **rows: Sequence[Row]) -> Response:
    """As it is: FastAPI would walk it twice more, in Python.

    `rows`: in the places of the answer's empty lists of these names. 10,000 are common, and
    pydantic takes half a second of a busy processor for them.
    """
    if not rows:
        body: bytes | str = answer.model_dump_json(exclude_unset=True)
    else:
        body = msgspec.json.encode(answer.model_dump(exclude_unset=True) | rows)
    return Response(body, media_type="application/json")


def whole_answer(answer: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """With every field, also those that have their default."""
    return Response(answer.model_dump_json(), status.value, media_type="application/json")


def border_columns(
    starts_ms: Sequence[int], ends_ms: Sequence[int]
) -> tuple[list[datetime], list[datetime]]:
    """Borders of intervals as instants; one where an interval ends and the next one begins."""
    starts = all_instants(starts_ms)
    if starts_ms and list(ends_ms[:-1]) == list(starts_ms[1:]):  # as almost always
        return starts, [*starts[1:], instant(ends_ms[-1])]
    return starts, all_instants(ends_ms)


def row_type(model: type[BaseModel]) -> Callable[..., Row]:
    """What is documented as `model`, quick to make and to write; its fields in the same order.

    They hold numbers, texts and times only: there is nothing for the garbage collector to follow.
    """
    aliases = {name: field.alias or name for name, field in model.model_fields.items()}
    return msgspec.defstruct(model.__name__, list(aliases), rename=aliases, frozen=True, gc=False)
