"""How one device behaves, beyond doing its work."""

import random
from dataclasses import dataclass, field
from typing import Final, Literal

from devstack.devices.conduct.episodes import Episodes, Spells

FirmwareFate = Literal["confirmed", "rolled_back", "failed"]


def _check_share(name: str, share: float) -> None:
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"{name} is a share from 0 to 1, not {share:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """All that can go wrong with a device, by its seed the same each time; by default nothing.

    Raises ValueError for figures that cannot be.
    """

    seed: str = "0"
    outages: Episodes | None = None
    """No network: the connection breaks without a good-bye."""
    measuring_fails: Episodes | None = None
    """Nothing is measured, and its status says so."""
    sending_fails: Episodes | None = None
    """Connected, but readings stay where they are, and its status says so."""
    drift_ppm: float = 0.0
    """Microseconds a second by which its clock is too fast."""
    clock_offset_s: float = 0.0
    """By which its clock is ahead when it is switched on."""
    duplicates: float = 0.0
    """Share of publications that are made twice."""
    reordered: float = 0.0
    """Share of live readings that are held back behind the next one."""
    lost_acks: float = 0.0
    """Share of acknowledgements (messages) that it does not hear."""
    slowness_s: float = 0.0
    """A link so slow that a live reading leaves that much later."""
    rssi_dbm: int = -60
    firmware_fate: FirmwareFate = "confirmed"
    """What becomes of a new image: it works, does not work, or cannot be written."""

    def __post_init__(self) -> None:
        for name in ("duplicates", "reordered", "lost_acks"):
            _check_share(name, getattr(self, name))
        if self.slowness_s < 0:
            raise ValueError("a link is slow by 0 s or more")


ORDERLY: Final = Conduct()


@dataclass(slots=True)
class Mood:
    """A conduct as one device lives it."""

    conduct: Conduct
    device: str
    outages: Spells = field(init=False)
    measuring_fails: Spells = field(init=False)
    sending_fails: Spells = field(init=False)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        seed, device = self.conduct.seed, self.device
        self.outages = Spells(self.conduct.outages, seed=f"{seed}:outages", device=device)
        self.measuring_fails = Spells(
            self.conduct.measuring_fails, seed=f"{seed}:measuring", device=device
        )
        self.sending_fails = Spells(
            self.conduct.sending_fails, seed=f"{seed}:sending", device=device
        )
        self._random = random.Random(f"{seed}:{device}")  # noqa: S311  no secret

    def happens(self, share: float) -> bool:
        """Whether something of that share happens this time."""
        return share > 0 and self._random.random() < share

    def chance(self) -> float:
        """0 to 1, random."""
        return self._random.random()
