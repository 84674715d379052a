"""Randomness that belongs to an instant: the same whichever window it is asked for."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from devstack.recordings.recording import Instants, Powers

_KNOTS_PER_BLOCK: Final = 256


@dataclass(frozen=True, slots=True)
class Chance:
    """A tree of independent random streams under one seed; a branch is named by numbers."""

    seed: int
    branch: tuple[int, ...] = ()

    def of(self, *numbers: int) -> "Chance":
        """A branch further down; the numbers must not be negative."""
        return Chance(self.seed, (*self.branch, *numbers))

    def generator(self) -> np.random.Generator:
        """This branch's stream from its beginning."""
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=self.branch))


def smooth_noise(chance: Chance, instants: Instants, *, knot_ms: int) -> Powers:
    """Standard normal noise that forgets its past within a few times `knot_ms`.

    Between knots, which lie on multiples of `knot_ms` since 1970, values are blended so that the
    variance stays 1 at every instant. The instants must rise.
    """
    if not len(instants):
        return np.zeros(0)
    knots, rest_ms = np.divmod(instants, knot_ms)
    first_block = int(knots[0]) // _KNOTS_PER_BLOCK
    last_block = (int(knots[-1]) + 1) // _KNOTS_PER_BLOCK
    drawn = np.concatenate(
        [
            chance.of(block).generator().standard_normal(_KNOTS_PER_BLOCK)
            for block in range(first_block, last_block + 1)
        ]
    )
    place = knots - first_block * _KNOTS_PER_BLOCK
    later = rest_ms / knot_ms
    earlier = 1.0 - later
    blended: Powers = drawn[place] * earlier + drawn[place + 1] * later
    return blended / np.sqrt(earlier**2 + later**2)
