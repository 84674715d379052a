"""Hypothesis strategies: readings that lie close enough to meet, in any order and batches."""

from collections.abc import Sequence
from datetime import datetime

from hypothesis import strategies as st

from services.energy.domain.books.readings import Reading
from services.energy.tests.samples import HOME, ROOF, reading

# Borders, near borders, the longest interval and beyond, and anything between.
SECONDS = st.one_of(
    st.sampled_from(
        [0, 0.001, 0.0004, 899.9999, 900, 900.001, 1800, 3600, 3600.0009, 3600.001, 4500]
    ),
    st.integers(-3_000, 12_000),
    st.floats(-3_000, 12_000, allow_nan=False),
)
POWERS = st.one_of(st.sampled_from([0.0, 0.0004, 412.51234, -3_000.0]), st.floats(-9e3, 9e3))
"""Of devices whose K is not applied yet."""
DEVICES = st.sampled_from(["meter-1", "meter-1", "meter-2"])
_WATTS = st.one_of(st.sampled_from([0.0, 0.001, -0.001, 3_000.0, -5_999.999]), st.floats(-1e6, 1e6))
_REGISTERS = st.one_of(
    st.none(), st.sampled_from([0.0, 1_000.0, 1_000.001, 2.5e9]), st.floats(0, 5_000)
)


@st.composite
def _readings(draw: st.DrawFn) -> Reading:
    return reading(
        draw(SECONDS),
        draw(_WATTS),
        device=draw(DEVICES),
        facility=draw(st.sampled_from([HOME, HOME, HOME, ROOF, None])),
        import_wh=draw(_REGISTERS),
        export_wh=draw(_REGISTERS),
    )


def reading_sets(*, max_size: int = 25) -> st.SearchStrategy[list[Reading]]:
    """Readings with distinct (device, time)."""
    return st.lists(_readings(), max_size=max_size).map(_without_repeats)


def _without_repeats(readings: Sequence[Reading]) -> list[Reading]:
    """The first of each, ordered by device and time."""
    first: dict[tuple[str, datetime], Reading] = {}
    for item in readings:
        first.setdefault((item.device_id, item.measured_at), item)
    return [first[key] for key in sorted(first)]


@st.composite
def deliveries(draw: st.DrawFn, readings: Sequence[Reading]) -> list[list[Reading]]:
    """All of them, some again, in any order, cut into batches anywhere."""
    repeated = draw(st.lists(st.sampled_from(readings), max_size=10)) if readings else []
    order = draw(st.permutations([*readings, *repeated]))
    batches: list[list[Reading]] = [[]]
    for item in order:
        batches[-1].append(item)
        if draw(st.booleans()):
            batches.append([])
    return batches
