"""Clouds: how much of a clear sky's light reaches each roof."""

from statistics import NormalDist
from typing import Final

import numpy as np

from devstack.recordings.recording import Instants, Powers
from devstack.recordings.simulation.chance import Chance, smooth_noise

_DAY_MS: Final = 86_400_000
_LAYERS: Final = ((2_400_000, 0.65), (480_000, 0.25), (90_000, 0.10))
"""Fronts, clouds and their edges: knots in ms, share of the variance."""
_OVER_ALL_ROOFS: Final = 0.75
_EDGE: Final = 0.4
_THICKEST: Final = 0.78
_COVER_SHAPE: Final = (0.7, 1.1)
_COVER_RANGE: Final = (0.02, 0.98)
_WEATHER, _COMMON, _OWN = range(3)


class Clouds:
    """The sky over one community at rising instants.

    `cover` is the share of time that clouds stand before the sun, 0 to 1; None draws it day by
    day. Roofs see most of a cloud at the same time: they are neighbours.
    """

    def __init__(self, chance: Chance, instants: Instants, cover: float | None) -> None:
        self._chance = chance
        self._instants = instants
        self._clear_below = (
            _threshold(cover) if cover is not None else _drawn_thresholds(chance, instants)
        )
        self._common = _layered(chance.of(_COMMON), instants)

    def light_over(self, roof: int) -> Powers:
        """Share of the clear sky's light at the roof with that number."""
        own = _layered(self._chance.of(_OWN, roof), self._instants)
        density = np.sqrt(_OVER_ALL_ROOFS) * self._common + np.sqrt(1.0 - _OVER_ALL_ROOFS) * own
        opacity = np.clip((density - self._clear_below) / _EDGE + 0.5, 0.0, 1.0)
        light: Powers = 1.0 - _THICKEST * opacity
        return light


def _layered(chance: Chance, instants: Instants) -> Powers:
    layers = [
        np.sqrt(share) * smooth_noise(chance.of(number), instants, knot_ms=knot_ms)
        for number, (knot_ms, share) in enumerate(_LAYERS)
    ]
    return np.asarray(sum(layers), dtype=np.float64)


def _threshold(cover: float) -> float:
    """The density below which the sun is seen, for that share of cover."""
    if cover <= 0.0 or cover >= 1.0:
        return np.inf if cover <= 0.0 else -np.inf
    return NormalDist().inv_cdf(1.0 - cover)


def _drawn_thresholds(chance: Chance, instants: Instants) -> Powers:
    """Each day's own weather (UTC days), going over into the next day's."""
    days = np.arange(instants[0] // _DAY_MS, instants[-1] // _DAY_MS + 2)
    covers = [chance.of(_WEATHER, int(day)).generator().beta(*_COVER_SHAPE) for day in days]
    thresholds = [_threshold(float(np.clip(cover, *_COVER_RANGE))) for cover in covers]
    return np.interp(instants, days * _DAY_MS, thresholds)
