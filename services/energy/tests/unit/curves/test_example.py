"""The guide's example is what it is said to be."""

from datetime import UTC, datetime
from pathlib import Path

from services.energy.domain.curves.comparison import gaps
from services.energy.domain.curves.mapping import AskedMapping, Direction, Layout
from services.energy.domain.curves.read_curve import read_curve
from services.energy.tests.unit.curves.files import example

EXAMPLE = Path(__file__).parents[5] / "docs" / "examples" / "official-curve.csv"


def test_the_example_is_made_by_code_and_read_without_an_error() -> None:
    data = EXAMPLE.read_bytes()

    curve = read_curve(
        data, AskedMapping(direction=Direction.CONSUMED), until=datetime(2026, 1, 1, tzinfo=UTC)
    )

    assert data == example()
    assert curve.errors.count == 0
    assert curve.mapping.layout is Layout.DAY_ROWS
    assert len(curve.values) == 6 * 96 + 92
    assert gaps(curve.values, curve.directions) == []
