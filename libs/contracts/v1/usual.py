"""Stream USUAL: what a facility draws as a rule, told by the energy service."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from libs.contracts.codec import EventDecoder


class UsualWithdrawalComputed(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Mean withdrawn power of the last four weeks by hour of the clock (Europe/Rome)."""

    facility_id: UUID
    as_of: datetime
    """Event time up to which readings are in it."""
    workday_w: tuple[float | None, ...]
    """24 hours, Monday to Friday; null: too little is known of that hour."""
    weekend_w: tuple[float | None, ...]


USUAL_DECODER: Final = EventDecoder[UsualWithdrawalComputed](UsualWithdrawalComputed)
