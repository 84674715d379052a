"""How long to wait before the next attempt."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff:
    """Waits at random, up to a bound that doubles with each attempt ("full jitter").

    So the clients of a part that failed do not come back all at once.
    """

    first_s: float
    longest_s: float
    chance: Callable[[], float]
    """0 to 1, random."""

    def wait_s(self, attempt: int) -> float:
        """Between 0 and the attempt's bound; `attempt` counts from 0."""
        return min(self.longest_s, self.first_s * 2.0 ** min(attempt, 30)) * self.chance()
