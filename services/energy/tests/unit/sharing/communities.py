"""Random communities, as arrays for the service and as a table for the oracle."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from services.energy.domain.quantities import epoch_ms
from services.energy.domain.sharing.facility_hours import FacilityHours

DAY_OF_25_HOURS = datetime(2026, 10, 24, 22, tzinfo=UTC)
"""Midnight in Rome before the clocks go back."""
HOUR_MS = 3_600_000
DAYS = [date(2020, 1, 1), date(2022, 5, 1), date(2022, 5, 1), date(2024, 3, 9), None]


def facility_ids(count: int) -> tuple[UUID, ...]:
    return tuple(UUID(int=number + 1) for number in range(count))


def facility_hours(
    withdrawn: Sequence[Sequence[int]],
    fed_in: Sequence[Sequence[int]],
    *,
    start: datetime = DAY_OF_25_HOURS,
) -> FacilityHours:
    """Rows are hours, columns facilities; microjoules. All of it is known."""
    columns = len(withdrawn[0]) if withdrawn else 0
    shape = (len(withdrawn), columns)
    whole = np.full(shape, HOUR_MS, dtype=np.int64)
    return FacilityHours(
        epoch_ms(start),
        facility_ids(columns),
        np.array(withdrawn, dtype=np.int64).reshape(shape),
        np.array(fed_in, dtype=np.int64).reshape(shape),
        whole.copy(),
        whole.copy(),
    )


@st.composite
def communities(draw: st.DrawFn, *, largest_uj: int = 3_600_000_000_000_000) -> FacilityHours:
    """One to five facilities over up to 30 hours; energies up to a megawatt-hour."""
    columns = draw(st.integers(1, 5))
    energy = st.one_of(st.just(0), st.integers(0, 5), st.integers(0, largest_uj))
    row = st.lists(energy, min_size=columns, max_size=columns)
    count = draw(st.integers(1, 30))
    rows = st.lists(row, min_size=count, max_size=count)
    return facility_hours(draw(rows), draw(rows))


def quarters_table(hours: FacilityHours, parts: Sequence[int]) -> pd.DataFrame:
    """The same energy as a table of quarter-hours: each hour's cut in four by `parts` (weights)."""
    weights = [sum(parts[:i]) for i in range(5)]
    rows = []
    for hour in range(hours.count):
        for column, facility_id in enumerate(hours.facility_ids):
            for quarter in range(4):
                cut = [
                    tuple(
                        int(array[hour, column]) * weights[q] // weights[4]
                        for array in (hours.withdrawn_uj, hours.fed_in_uj)
                    )
                    for q in (quarter, quarter + 1)
                ]
                start = DAY_OF_25_HOURS + timedelta(hours=hour, minutes=15 * quarter)
                rows.append((str(facility_id), start, cut[1][0] - cut[0][0], cut[1][1] - cut[0][1]))
    columns_of_table = ["facility", "start", "withdrawn", "fed_in"]
    table = pd.DataFrame(rows, columns=columns_of_table)
    return table.astype({"withdrawn": "object", "fed_in": "object"})
