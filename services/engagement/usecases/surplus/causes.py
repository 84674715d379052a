"""Which trace a decision belongs to: that of a reading of which it was made (ADR 0046)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

_COMMUNITIES: Final = 10_000
"""Of so many a traced reading is remembered."""
_COUNTS_FOR: Final = timedelta(minutes=2)
"""A surplus is decided on readings of minutes: whichever of them was traced has led to it."""


@dataclass(frozen=True, slots=True)
class _Cause:
    traceparent: str
    at: datetime


class Causes:
    """The newest traced reading of each community."""

    def __init__(self) -> None:
        self._newest: dict[UUID, _Cause] = {}

    def saw(self, community_id: UUID, traceparent: str, at: datetime) -> None:
        """A reading of the community that is traced was folded."""
        self._newest.pop(community_id, None)
        if len(self._newest) >= _COMMUNITIES:
            del self._newest[next(iter(self._newest))]
        self._newest[community_id] = _Cause(traceparent, at)

    def of(self, community_id: UUID, at: datetime) -> str | None:
        """The trace of a decision about the community, taken on what was received until `at`."""
        cause = self._newest.get(community_id)
        if cause is None or abs(at - cause.at) > _COUNTS_FOR:
            return None
        return cause.traceparent
