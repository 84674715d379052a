"""Fields that several services' requests have."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _check_time_zone(name: str) -> str:
    if name not in _time_zones():
        raise PydanticCustomError(
            "unknown_time_zone", "This is not a time zone of the IANA database."
        )
    return name


TimeZone = Annotated[
    str,
    Field(strict=True, max_length=64, examples=["Europe/Rome"]),
    AfterValidator(_check_time_zone),
]
"""An IANA name."""
ClockTime = Annotated[
    str,
    Field(strict=True, pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", max_length=5, examples=["21:00"]),
]
"""Hours and minutes of a clock, as `time.fromisoformat` reads them."""
