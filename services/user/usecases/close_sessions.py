"""Sessions end: every use case that ends any does it in this way."""

from collections.abc import Iterable
from datetime import datetime

from services.user.domain.caller import Device
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.session import Session, SessionEnd, ended
from services.user.ports import Transaction


async def close_sessions(
    transaction: Transaction,
    sessions: Iterable[Session],
    end: SessionEnd,
    now: datetime,
    *,
    asked_by: Device,
) -> None:
    """End those that have not ended yet, tell the other services and the user's trail."""
    for session in sessions:
        if session.ended_at is not None:
            continue
        after = ended(session, end, now)
        await transaction.save_session(after)
        await transaction.tell_ended(after)
        await transaction.record(
            SecurityEvent(
                session.user_id,
                SecurityEventKind.SESSION_ENDED,
                now,
                asked_by,
                session.session_id,
            )
        )
