"""Stream SESSIONS: sessions whose access tokens count no longer although they have not expired."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from libs.contracts.codec import EventDecoder


class SessionEnded(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The user signed out, or the session was ended; its access tokens are to be refused."""

    session_id: UUID
    ended_at: datetime


SESSION_ENDED_DECODER: Final = EventDecoder[SessionEnded](SessionEnded)
