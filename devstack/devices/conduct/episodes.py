"""Something that happens now and then and lasts a while. No I/O; time is given."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Episodes:
    """`regular`: every `every_s` exactly, else on average (exponential pauses).

    `together`: the same moments for all devices of a seed, as when a provider fails.
    """

    every_s: float
    lasts_s: float
    regular: bool = False
    together: bool = False

    def __post_init__(self) -> None:
        if self.every_s <= 0 or self.lasts_s <= 0:
            raise ValueError("an episode comes after more than 0 s and lasts more than 0 s")


class Spells:
    """One device's episodes; asked with times that do not fall."""

    def __init__(self, episodes: Episodes | None, *, seed: str, device: str) -> None:
        self._episodes = episodes
        own = "" if episodes and episodes.together else device
        self._random = random.Random(f"{seed}:{own}:{episodes}")  # noqa: S311  no secret
        self._begins_s = 0.0
        self.ends_s = 0.0
        """Of the present or next episode."""
        self._plan()

    def is_on(self, at_s: float) -> bool:
        """Whether one is going on, `at_s` after the device was first switched on."""
        if self._episodes is None:
            return False
        while at_s >= self.ends_s:
            self._plan()
        return at_s >= self._begins_s

    def _plan(self) -> None:
        episodes = self._episodes
        if episodes is None:
            return
        pause_s = (
            episodes.every_s
            if episodes.regular
            else self._random.expovariate(1.0 / episodes.every_s)
        )
        self._begins_s = self.ends_s + pause_s
        self.ends_s = self._begins_s + episodes.lasts_s
