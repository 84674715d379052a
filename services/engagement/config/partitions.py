"""What this replica folds."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, Field

PARTITION_COUNT: Final = 64
_RANGE: Final = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3}))?")


def parse_partitions(text: str) -> frozenset[int]:
    """The partitions of "0-31,40": numbers and inclusive ranges. Raises ValueError."""
    partitions: set[int] = set()
    for part in text.split(","):
        named = _RANGE.fullmatch(part.strip())
        if named is None:
            raise ValueError("must be numbers and ranges such as 0-31,40")
        first, last = named.groups()
        partitions |= set(range(int(first), int(last or first) + 1))
    if not partitions or max(partitions) >= PARTITION_COUNT:
        raise ValueError(f"must name some of the partitions 0 to {PARTITION_COUNT - 1}")
    return frozenset(partitions)


def _check_partitions(text: str) -> str:
    parse_partitions(text)
    return text


class PartitionSettings(BaseModel):
    """Which communities, and how long they wait for company."""

    partitions: Annotated[str, AfterValidator(_check_partitions)] = "0-63"
    """What this replica folds. Whoever has 0 also follows facilities without a community."""
    settle_s: float = Field(default=0.1, ge=0, le=60)
    """How long a change waits for the readings that devices sent at the same instant."""
    balance_keep_days: int = Field(default=90, ge=1, le=3_660)
    """For how long balances are kept by the minute, for trying policies on."""
