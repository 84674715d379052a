"""Readings that were sent and not answered yet: no I/O, time is given."""

from itertools import takewhile


class InFlight:
    """Their sequence numbers, in the order of sending."""

    def __init__(self) -> None:
        self._sent_s: dict[int, float] = {}

    def __len__(self) -> int:
        return len(self._sent_s)

    def __contains__(self, sequence: int) -> bool:
        return sequence in self._sent_s

    def send(self, sequence: int, now_s: float) -> None:
        """It is in flight from now on; it was not before."""
        self._sent_s[sequence] = now_s

    def land(self, sequence: int) -> bool:
        """It is not in flight any more; whether it was."""
        return self._sent_s.pop(sequence, None) is not None

    def land_overdue(self, sent_before_s: float) -> list[int]:
        """What has been in flight since before then, which it is not any more."""
        overdue = takewhile(lambda sent: sent[1] <= sent_before_s, self._sent_s.items())
        return self._land([sequence for sequence, _ in overdue])

    def land_all(self) -> list[int]:
        """All that was in flight."""
        return self._land(list(self._sent_s))

    def _land(self, sequences: list[int]) -> list[int]:
        for sequence in sequences:
            del self._sent_s[sequence]
        return sequences
