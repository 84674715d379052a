"""Sessions that ended before their access tokens expired: those tokens are refused.

Tokens are verified offline, so a service has to be told. While the bus is away nobody tells it,
and a token of a session that ends meanwhile counts until it expires; once the bus is back, the
ends are read from the stream. The process reads the stream before it is ready.
"""

import time
from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger

KEPT_S: Final = 15 * 60.0
"""Longer than any access token lives, with differing clocks: afterwards it is refused anyway."""
MAX_KEPT: Final = 200_000
"""About 30 MB. Beyond it the oldest end is forgotten first."""


class EndedSessions:
    """A container of session ids that forgets by itself."""

    def __init__(
        self, *, max_kept: int = MAX_KEPT, monotonic_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._max_kept = max_kept
        self._monotonic_s = monotonic_s
        self._heard_at_s: dict[UUID, float] = {}  # in the order of hearing

    def __contains__(self, session_id: object) -> bool:
        return session_id in self._heard_at_s

    def __len__(self) -> int:
        return len(self._heard_at_s)

    def add(self, session_id: UUID) -> None:
        """Refuse the session's tokens from now on; forget what no token can name any more."""
        now_s = self._monotonic_s()
        self._heard_at_s.pop(session_id, None)
        self._heard_at_s[session_id] = now_s
        while self._oldest_may_go(now_s):
            del self._heard_at_s[next(iter(self._heard_at_s))]

    def _oldest_may_go(self, now_s: float) -> bool:
        oldest_s = next(iter(self._heard_at_s.values()))
        return now_s - oldest_s >= KEPT_S or len(self._heard_at_s) > self._max_kept


def ended_sessions_worker(bus: Bus, ended: EndedSessions, *, stream: str, subject: str) -> Worker:
    """Keeps `ended` up to date; ready when the present state is known.

    The last token of each message's subject is the session's id. A subject that ends otherwise is
    skipped and logged.
    """

    async def apply(messages: Sequence[BusMessage]) -> None:
        for message in messages:
            name = message.subject.rpartition(".")[2]
            try:
                ended.add(UUID(name))
            except ValueError:
                get_logger().warning("message_skipped", stream=stream, subject=message.subject)

    async def run(context: WorkerContext) -> None:
        await follow(
            bus,
            stream=stream,
            subjects=[subject],
            apply=apply,
            caught_up=context.ready,
            context=context,
        )

    return Worker("ended_sessions", run)
