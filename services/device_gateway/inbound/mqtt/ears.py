"""Until when the broker was heard on our connections: later silence is nobody's but ours."""

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
    """All connections over which devices are heard: in each session one a kind of messages."""

    def __init__(self, *kinds: str) -> None:
        self._ears: dict[str, dict[str, Ear]] = {kind: {} for kind in kinds}

    def ear(self, kind: str, session: str) -> Ear:
        """The ear for messages of that kind in that session."""
        return self._ears[kind].setdefault(session, Ear())

    def hearings(self) -> dict[str, Hearing]:
        """What is heard of each session; those of which one ear is deaf are left out."""
        of_kinds = [
            {session: heard for session, ear in ears.items() if (heard := ear.hearing())}
            for ears in self._ears.values()
        ]
        return {
            session: Hearing(
                max(each[session].since for each in of_kinds),
                min(each[session].until for each in of_kinds),
            )
            for session in set.intersection(*map(set, of_kinds))
        }
