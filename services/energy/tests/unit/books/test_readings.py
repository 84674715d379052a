"""What the books refuse to keep, and in which units they keep the rest."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from libs.chassis.errors import InvalidInputError
from services.energy.domain.books.readings import Reading, reading_of
from services.energy.domain.quantities import epoch_ms, instant, watt_hours, watts
from services.energy.tests.samples import HOME, NOON


def made(**changes: Any) -> Reading:
    given: dict[str, Any] = {
        "device_id": "meter-1",
        "measured_at": NOON,
        "facility_id": HOME,
        "power_w": 1.0,
        "received_at": NOON,
    }
    return reading_of(**(given | changes))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"power_w": 1.1e9}, "power_out_of_range"),
        ({"power_w": -1.1e9}, "power_out_of_range"),
        ({"power_w": float("nan")}, "power_out_of_range"),
        ({"power_w": float("inf")}, "power_out_of_range"),
        ({"import_wh": -0.1}, "register_out_of_range"),
        ({"export_wh": float("nan")}, "register_out_of_range"),
        ({"export_wh": 1e18}, "register_out_of_range"),
        ({"sequence": -1}, "sequence_out_of_range"),
        ({"sequence": 2**63}, "sequence_out_of_range"),
        ({"measured_at": datetime(1999, 12, 31, 23, 59, tzinfo=UTC)}, "measured_at_out_of_range"),
        ({"measured_at": datetime(2100, 1, 1, tzinfo=UTC)}, "measured_at_out_of_range"),
    ],
)
def test_what_cannot_be_booked_is_refused_with_a_code(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        made(**changes)

    assert refused.value.code == code


def test_amounts_are_whole_milliwatts_and_microjoules() -> None:
    reading = made(power_w=-1234.5678, import_wh=0.001, export_wh=2.5e9)

    assert reading.power_mw == -1_234_568
    assert reading.import_uj == 3_600_000
    assert reading.export_uj == 9 * 10**18


def test_units_come_back_at_the_edge() -> None:
    assert watts(1_500) == 1.5
    assert watt_hours(3_600_000_000) == 1.0
    assert epoch_ms(NOON + timedelta(microseconds=1_999)) == epoch_ms(NOON) + 1
    assert instant(epoch_ms(NOON)) == NOON
