"""R5, R6 and a distribution, as docs/guides/worked-example.md shows them to a representative."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from services.energy.domain.distribution.distribution import distribute
from services.energy.domain.distribution.hours import hours_to_divide
from services.energy.domain.distribution.policy import Criterion, DistributionPolicy
from services.energy.domain.exact import apportion, rounded_division
from services.energy.domain.incentives.incentives import Incentives, incentives
from services.energy.domain.incentives.model import IncentiveFacts, Model
from services.energy.domain.sharing.shared_energy import shared_energy
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.domain.tariffs.prices import HourlyPrices
from services.energy.tests.unit.sharing.communities import facility_hours
from services.energy.tests.unit.tariffs.plants import RULES, a_plant, eur

PAGE = Path(__file__).parents[5] / "docs/guides/worked-example.md"
UJ_PER_KWH = 3_600_000_000_000
NEUR = 1_000_000_000
NEUR_PER_CENT = 10_000_000
WHO = ["Rossi", "Bar", "School", "Bianchi"]
HOURS = ["12-13", "13-14", "14-15"]


def tables() -> dict[str, dict[str, list[str]]]:
    """The page's tables: by their header, and in it by the first column."""
    found: dict[str, dict[str, list[str]]] = {}
    for block in re.findall(r"(?:^\|.*\n)+", PAGE.read_text(), re.MULTILINE):
        header, _, *rows = (
            [cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()
        )
        found[" | ".join(header)] = {row[0]: row[1:] for row in rows}
    return found


TABLES = tables()


def table(beginning: str) -> dict[str, list[str]]:
    (found,) = (rows for header, rows in TABLES.items() if header.startswith(beginning))
    return found


def numbers(cells: list[str]) -> list[float]:
    return [float(cell) for cell in cells if cell]


@pytest.fixture(scope="module")
def result() -> Incentives:
    """The service's own answer to what the page's meters said."""
    said = [numbers(table("hour | Rossi withdrew")[hour]) for hour in HOURS]
    hours = facility_hours(
        [[round(kwh * UJ_PER_KWH) for kwh in (*row[:3], 0)] for row in said],
        [[round(kwh * UJ_PER_KWH) for kwh in (0, 0, *row[3:5])] for row in said],
        start=datetime(2026, 6, 1, 10, tzinfo=UTC),
    )
    school = a_plant(20, commissioned_on=date(2024, 3, 1))
    bianchi = a_plant(6, commissioned_on=date(2025, 5, 10), reduction_ppb=WHOLE // 4)
    facts = [
        IncentiveFacts(plant=None, owner_kind="natural-person"),
        IncentiveFacts(plant=None, owner_kind="small-company"),
        IncentiveFacts(plant=school, owner_kind="public-body"),
        IncentiveFacts(plant=bianchi, owner_kind="natural-person"),
    ]
    prices = HourlyPrices(
        np.array([eur(row[5]) for row in said], dtype=np.int64), np.ones(3, dtype=np.bool_)
    )
    return incentives(shared_energy(hours, [None] * 4), facts, prices, RULES, Model.TIP)


def test_shared_energy(result: Incentives) -> None:
    shared = result.shared
    rows = [*zip(shared.withdrawn_uj, shared.fed_in_uj, shared.shared_uj, strict=True)]
    rows.append(tuple(np.sum(rows, axis=0)))

    for name, row in zip([*HOURS, "sum"], rows, strict=True):
        shown = numbers(table("hour | withdrawn | fed in | shared")[name])
        assert [round(int(uj) / UJ_PER_KWH, 9) for uj in row] == shown


def test_the_oldest_plant_first(result: Incentives) -> None:
    for hour, row in zip(HOURS, result.attributed_uj.tolist(), strict=True):
        shown = numbers(table("hour | shared | School | Bianchi")[hour])
        assert [uj / UJ_PER_KWH for uj in row[2:]] == pytest.approx(shown[1:])


def test_tariffs(result: Incentives) -> None:
    """What the premium is a megawatt-hour."""
    tip = table("hour | 180 - price")
    reduced = table("hour | withdrawn by the exempt")
    for column, shown in ((2, tip), (3, reduced)):
        for hour, row in enumerate(HOURS):
            energy = int(result.attributed_uj[hour, column])
            if energy:
                eur_mwh = (
                    int(result.premium_neur[hour, column]) / NEUR / (energy / UJ_PER_KWH / 1e3)
                )
                assert eur_mwh == pytest.approx(float(shown[row][-1]))


def test_premium_and_valorization(result: Incentives) -> None:
    rows = [
        [
            int(result.premium_neur[hour, 2]),
            int(result.premium_neur[hour, 3]),
            int(result.valorization_neur[hour].sum()),
        ]
        for hour in range(3)
    ]
    rows.append([sum(column) for column in zip(*rows, strict=True)])

    for name, row in zip([*HOURS, "sum"], rows, strict=True):
        shown = numbers(table("hour | School's premium")[name])
        assert [neur / NEUR for neur in (*row, sum(row))] == pytest.approx(shown, abs=1e-9)


def test_distribution_and_cents(result: Incentives) -> None:
    policy = DistributionPolicy(
        parts_ppb={Criterion.CONSUMPTION: WHOLE // 2, Criterion.PRODUCTION: WHOLE // 2},
        funds_ppb=WHOLE // 10,
    )

    given = distribute(hours_to_divide(result), policy, 0)

    for hour, name in enumerate(HOURS):
        parts = [given.funds_neur, *(part.sum(axis=1) for part in given.parts_neur.values())]
        shown = numbers(table("hour | together | funds")[name])
        assert [int(part[hour]) / NEUR for part in parts] == pytest.approx(shown[1:], abs=1e-9)
    whole = [*given.to_facilities_neur.sum(axis=0).tolist(), int(given.funds_neur.sum())]
    cents = apportion(rounded_division(sum(whole), NEUR_PER_CENT), whole)
    members = table("who | by consumption")
    for index, name in enumerate([*WHO, "funds"]):
        *_, together, shown_cents = numbers(members[name])
        assert whole[index] / NEUR == pytest.approx(together, abs=5e-7)
        assert cents[index] == shown_cents
    for index, name in enumerate(WHO):
        by_criterion = [int(part[:, index].sum()) / NEUR for part in given.parts_neur.values()]
        assert by_criterion == pytest.approx(numbers(members[name])[:2], abs=5e-7)
    assert [sum(whole) / NEUR, sum(cents)] == pytest.approx(numbers(members["sum"]), abs=1e-9)
