"""What a client may write in a body, path or query, stated once."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Path, Query
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints

from services.community.domain.facility_settings import (
    MAX_POWER_W,
    MAX_TRANSFORMATION_CONSTANT,
    MemberType,
)

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _begins_with_a_date(value: Any) -> Any:
    """A number is no date, though pydantic would read one as a Unix time."""
    if not (isinstance(value, str) and _DATE.match(value)):
        raise ValueError("must be text that begins with a date: YYYY-MM-DD")
    return value


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("lies outside the calendar") from None


def _text(max_length: int, pattern: str) -> Any:
    return StringConstraints(
        strict=True,
        strip_whitespace=True,
        min_length=1,
        max_length=max_length,
        pattern=pattern,
    )


Name = Annotated[str, _text(200, r"^[^\x00-\x1f\x7f]+$")]
Code = Annotated[str, _text(64, r"^[^\x00-\x1f\x7f]+$")]
DeviceId = Annotated[str, _text(64, r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
PowerW = Annotated[float, Field(strict=True, ge=0, le=MAX_POWER_W, allow_inf_nan=False)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Efficiency = Annotated[float, Field(strict=True, gt=0, le=1, allow_inf_nan=False)]
TransformationConstant = Annotated[
    float, Field(strict=True, ge=1, le=MAX_TRANSFORMATION_CONSTANT, allow_inf_nan=False)
]
Flag = Annotated[bool, Field(strict=True)]
Instant = Annotated[AwareDatetime, BeforeValidator(_begins_with_a_date), AfterValidator(_in_utc)]
Day = Annotated[date, BeforeValidator(_begins_with_a_date)]
NamePart = Annotated[
    str,
    Query(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$", description="Part of the name."),
]
SubstationWanted = Annotated[
    Code | None, Query(alias="primarySubstationCode", description="Under this substation only.")
]
ZoneWanted = Annotated[
    Code | None, Query(alias="marketZone", description="In this market zone only.")
]
MemberTypeWanted = Annotated[
    MemberType | None, Query(alias="memberType", description="Facilities of this type only.")
]
CommunityId = Annotated[UUID, Path(alias="communityId")]
FacilityId = Annotated[UUID, Path(alias="facilityId")]
UserId = Annotated[UUID, Path(alias="userId")]
