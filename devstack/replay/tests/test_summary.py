import json

from devstack.demo.audit.checks import Check
from devstack.demo.summary import as_json
from devstack.demo.tests.test_summary import summary
from devstack.replay.comparison import PeriodEnergy
from devstack.replay.summary import with_energy

FINE = Check(name="everyReadingOnce", passed=True, detail="all")
ENERGY = PeriodEnergy(fed_in_wh=1000.0, withdrawn_wh=2000.0, shared_wh=500.0)


def test_energy_stands_beside_a_recount() -> None:
    told = json.loads(as_json(with_energy(summary(FINE), ENERGY, ENERGY)))
    amounts = {"fedInWh": 1000.0, "withdrawnWh": 2000.0, "sharedWh": 500.0}
    assert told["energy"] == {"answered": amounts, "recounted": amounts}
    assert told["books"]["balanced"]
    assert told["readings"]["accepted"] == 1234


def test_energy_that_differs_unbalances_the_books() -> None:
    other = PeriodEnergy(fed_in_wh=1000.0, withdrawn_wh=2000.0, shared_wh=501.0)
    books = with_energy(summary(FINE), ENERGY, other).books
    assert not books.balanced
    assert "0.500 kWh, the files 1.000 / 2.000 / 0.501 kWh" in books.checks[-1].detail
