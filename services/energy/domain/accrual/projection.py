"""How the hour under way will end if everybody goes on as now."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Final

from services.energy.domain.calendar import Period
from services.energy.domain.history.balance import FreshReadings
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.registry import FacilityPeriod
from services.energy.domain.sharing.facility_hours import FacilityHours

_HOUR: Final = timedelta(hours=1)


def projected_hour(
    so_far: FacilityHours, fresh: FreshReadings, counted: Collection[FacilityPeriod]
) -> FacilityHours:
    """One hour: what is known of it, and from each newest reading on its power until the end.

    `so_far`: that hour's row. `counted`: when each facility counts in it (see counted_periods);
    what it does before or after is none of the community's. A facility that is silent, or not
    fresh, adds nothing to what is known of it: its power is not guessed.
    """
    start = instant(so_far.first_hour_ms)
    column = {facility_id: index for index, facility_id in enumerate(so_far.facility_ids)}
    withdrawn_uj, fed_in_uj = so_far.withdrawn_uj.copy(), so_far.fed_in_uj.copy()
    for newest in fresh.readings:
        reading = newest.reading
        rest = Period(max(start, reading.measured_at), start + _HOUR)
        for item in counted:
            if item.facility_id != reading.facility_id:
                continue
            ahead = item.period.overlap(rest)
            if ahead is not None:
                length_ms = epoch_ms(ahead.end) - epoch_ms(ahead.start)
                place = 0, column[item.facility_id]
                withdrawn_uj[place] += max(reading.power_mw, 0) * length_ms
                fed_in_uj[place] += max(-reading.power_mw, 0) * length_ms
    return replace(so_far, withdrawn_uj=withdrawn_uj, fed_in_uj=fed_in_uj)
