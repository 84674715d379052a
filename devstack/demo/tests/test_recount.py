from uuid import UUID

import pytest

from devstack.demo.audit.recount import (
    HOUR_MS,
    QUARTER_MS,
    EnergyRecount,
    PowerNow,
    QuarterEnergy,
    RawReading,
    power_now,
    shared_hours,
)

HOME, ROOF = UUID(int=1), UUID(int=2)
MINUTE_MS = 60_000


def at(minute: float, power_w: float, facility: UUID | None = HOME) -> RawReading:
    return RawReading(round(minute * MINUTE_MS), round(power_w * 1000), facility)


def energy_of(*devices: list[RawReading]) -> dict[tuple[UUID, int], QuarterEnergy]:
    recount = EnergyRecount()
    for readings in devices:
        recount.add(readings)
    return recount.quarter_hours(0)


def test_a_power_speaks_for_the_time_since_the_reading_before() -> None:
    found = energy_of([at(0, 999.0), at(10, 6.0), at(15, -12.0)])
    assert found == {
        (HOME, 0): QuarterEnergy(6000 * 10 * MINUTE_MS, 12_000 * 5 * MINUTE_MS, QUARTER_MS)
    }


def counted(minute: float, imported_uj: int, exported_uj: int | None = None) -> RawReading:
    """Its power is another one, which says nothing of what the registers say."""
    return at(minute, 1.0)._replace(import_uj=imported_uj, export_uj=exported_uj)


def test_registers_count_for_more_than_the_power() -> None:
    found = energy_of([counted(0, 1_000, 50), counted(10, 8_000, 50)])
    assert found == {(HOME, 0): QuarterEnergy(7_000, 0, 10 * MINUTE_MS)}


def test_each_direction_has_its_own_register() -> None:
    found = energy_of([counted(0, 1_000), counted(10, 8_000, 70)])
    assert found == {(HOME, 0): QuarterEnergy(7_000, 0, 10 * MINUTE_MS)}


def test_a_registers_difference_is_split_without_losing_any() -> None:
    found = energy_of([counted(14, 0, 5), counted(17, 100, 15)])
    assert found == {
        (HOME, 0): QuarterEnergy(33, 3, MINUTE_MS),
        (HOME, QUARTER_MS): QuarterEnergy(67, 7, 2 * MINUTE_MS),
    }


@pytest.mark.parametrize("after_uj", [999, 10**10 * 10 * MINUTE_MS + 1_001], ids=["back", "jump"])
def test_a_register_that_cannot_be_believed_leaves_the_power(after_uj: int) -> None:
    found = energy_of([counted(0, 1_000), counted(10, after_uj)])
    assert found == {(HOME, 0): QuarterEnergy(1_000 * 10 * MINUTE_MS, 0, 10 * MINUTE_MS)}


def test_energy_is_split_where_a_quarter_hour_ends() -> None:
    found = energy_of([at(14, 0.0), at(31, 1.0)])
    assert {start_ms: energy.coverage_ms for (_, start_ms), energy in found.items()} == {
        0: MINUTE_MS,
        QUARTER_MS: QUARTER_MS,
        2 * QUARTER_MS: MINUTE_MS,
    }


def test_an_hour_is_spoken_for_and_more_is_a_gap() -> None:
    assert sum(e.coverage_ms for e in energy_of([at(0, 1.0), at(60, 1.0)]).values()) == HOUR_MS
    assert energy_of([at(0, 1.0), at(60.001, 1.0)]) == {}


def test_a_device_that_moved_leaves_a_gap() -> None:
    assert energy_of([at(0, 1.0), at(1, 1.0, ROOF), at(2, 1.0, None)]) == {}


def test_quarter_hours_before_the_asked_time_are_left_out() -> None:
    recount = EnergyRecount()
    recount.add([at(0, 1.0), at(30, 1.0)])
    assert set(recount.quarter_hours(QUARTER_MS)) == {(HOME, QUARTER_MS)}


def test_the_present_power_is_the_sum_of_what_is_fresh() -> None:
    stale = [at(0, 500.0, UUID(int=3))]
    found = power_now([[at(20, 7.0)], [at(19, -3.0, ROOF)], stale, []])
    assert found == PowerNow(20 * MINUTE_MS, 7000, 3000, 2)


def test_a_slow_device_stays_fresh_for_two_and_a_half_of_its_intervals() -> None:
    slow = [at(0, 1.0), at(10, 1.0)]
    assert power_now([slow, [at(35, 1.0, ROOF)]]) == PowerNow(35 * MINUTE_MS, 2000, 0, 2)
    assert power_now([slow, [at(36, 1.0, ROOF)]]) == PowerNow(36 * MINUTE_MS, 1000, 0, 1)


def test_no_reading_is_no_power() -> None:
    assert power_now([[], []]) is None


def test_hours_are_summed_over_facilities() -> None:
    quarters = {
        (HOME, 0): QuarterEnergy(5, 0, 1),
        (ROOF, QUARTER_MS): QuarterEnergy(1, 7, 1),
        (ROOF, HOUR_MS): QuarterEnergy(0, 9, 1),
    }
    assert shared_hours(quarters) == {0: (7, 6), HOUR_MS: (9, 0)}
