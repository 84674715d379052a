"""What roofs produce under a clear sky and under clouds, by the models of pvlib."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from pvlib import atmosphere, clearsky, inverter, irradiance, pvsystem, solarposition, temperature

from devstack.recordings.recording import Instants, Powers
from devstack.recordings.simulation.equipment import Roof
from devstack.recordings.simulation.place import Place

_GRID_MS: Final = 300_000
_HOUR_MS: Final = 3_600_000
_POWER_PER_KELVIN: Final = -0.0037
_LOSSES: Final = 0.10  # dirt, wiring, mismatch
_INVERTER_EFFICIENCY: Final = 0.97
_WARMEST_DAY: Final = 205
_WARMEST_HOUR: Final = 15.0
_YEAR_DAYS: Final = 365.25


@dataclass(frozen=True, slots=True, eq=False)
class _Sky:
    """A clear sky on a grid of five minutes since 1970."""

    grid_ms: Instants
    position: pd.DataFrame
    clear: pd.DataFrame
    air_c: Powers


class Sun:
    """The clear sky over a place at rising instants."""

    def __init__(self, place: Place, instants: Instants) -> None:
        self._instants = instants
        self._sky = _sky(place, instants)

    def production_w(self, roof: Roof, light: Powers) -> Powers:
        """Power behind the roof's inverter, `light` being the share that clouds let through."""
        clear_w = np.interp(self._instants, self._sky.grid_ms, self._clear_w(roof))
        direct_current_limit_w = roof.inverter_w / _INVERTER_EFFICIENCY
        power = inverter.pvwatts(
            clear_w * light, direct_current_limit_w, eta_inv_nom=_INVERTER_EFFICIENCY
        )
        return np.asarray(power, dtype=np.float64)

    def _clear_w(self, roof: Roof) -> Powers:
        """Power of the panels on the grid."""
        sky = self._sky
        on_panels = irradiance.get_total_irradiance(
            roof.tilt_deg,
            roof.azimuth_deg,
            sky.position["apparent_zenith"],
            sky.position["azimuth"],
            sky.clear["dni"],
            sky.clear["ghi"],
            sky.clear["dhi"],
        )["poa_global"].to_numpy()
        cell_c = temperature.faiman(on_panels, sky.air_c)
        power = pvsystem.pvwatts_dc(on_panels, cell_c, roof.peak_w, _POWER_PER_KELVIN)
        return np.asarray(power * (1.0 - _LOSSES), dtype=np.float64)


def _sky(place: Place, instants: Instants) -> _Sky:
    first, last = int(instants[0]) // _GRID_MS, int(instants[-1]) // _GRID_MS + 1
    grid_ms = np.arange(first, last + 1, dtype=np.int64) * _GRID_MS
    times = pd.to_datetime(grid_ms, unit="ms", utc=True)
    days = times.day_of_year.to_numpy()
    position = solarposition.get_solarposition(
        times, place.latitude_deg, place.longitude_deg, altitude=place.altitude_m
    )
    airmass = atmosphere.get_absolute_airmass(
        atmosphere.get_relative_airmass(position["apparent_zenith"])
    )
    clear = clearsky.ineichen(
        position["apparent_zenith"],
        airmass,
        place.linke_turbidity,
        altitude=place.altitude_m,
        dni_extra=irradiance.get_extra_radiation(days),
    )
    return _Sky(grid_ms, position, clear, _air_c(place, days, grid_ms))


def _air_c(place: Place, days: npt.NDArray[np.int32], grid_ms: Instants) -> Powers:
    """Temperature of the air: the season's wave and the day's, by the sun's clock."""
    hours = grid_ms / _HOUR_MS + place.longitude_deg / 15.0
    season = np.cos(2 * np.pi * (days - _WARMEST_DAY) / _YEAR_DAYS)
    day = np.cos(2 * np.pi * (hours - _WARMEST_HOUR) / 24.0)
    air: Powers = place.mean_air_c + place.summer_winter_c * season + place.day_night_c * day
    return air
