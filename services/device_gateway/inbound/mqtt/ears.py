"""Until when the broker was heard on all of our connections: later silence is nobody's but ours."""

from collections.abc import Callable
from datetime import datetime

from services.device_gateway.domain.presence.listening import Hearing


class Ear:
    """One connection, one after the other."""

    def __init__(self) -> None:
        self._open: tuple[datetime, Callable[[], datetime]] | None = None

    def open(self, heard_until: Callable[[], datetime]) -> None:
        """Subscribed; `heard_until` tells until when its messages have been handed out."""
        self._open = heard_until(), heard_until

    def close(self) -> None:
        """The connection is lost."""
        self._open = None

    def hearing(self) -> Hearing | None:
        """None while there is no connection."""
        return self._open and Hearing(self._open[0], self._open[1]())


class Ears:
    """All connections over which devices are heard."""

    def __init__(self) -> None:
        self._ears: list[Ear] = []

    def one_more(self) -> Ear:
        """The ear of a further connection."""
        self._ears.append(Ear())
        return self._ears[-1]

    def hearing(self) -> Hearing | None:
        """What all hear; None while one is deaf, or when there is none."""
        hearings = [hearing for ear in self._ears if (hearing := ear.hearing())]
        if not hearings or len(hearings) < len(self._ears):
            return None
        return Hearing(
            max(hearing.since for hearing in hearings), min(hearing.until for hearing in hearings)
        )
