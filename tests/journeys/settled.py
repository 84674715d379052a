"""Settled months as their representative reads them."""

import json
from collections.abc import Mapping
from typing import Any

from devstack.people.person import Person
from tests.journeys.a_month import NAME, Month, read


async def settle(month: Month, **query: Any) -> Any:
    """The version that holds."""
    return await post(month.rosa, f"{month.path}/settlement/{NAME}", **query)


async def post(person: Person, path: str, body: Any = None, **query: Any) -> Any:
    """The answer to one person."""
    return json.loads(await person.account.request("POST", path, body=body, query=query))


async def unit_value(person: Person) -> float:
    """V of the month, EUR/MWh: set by the year, and which figure counts the rules tell."""
    rules = await read(person, "/energy-data/rules", date=f"{NAME}-01")
    return float(rules["valorization"]["unitValueEurMwh"])


def lines_of(month: Month, settled: Mapping[str, Any]) -> dict[str, Any]:
    """By name of the facility."""
    by_id = {line["facilityId"]: line for line in settled["lines"]}
    assert len(by_id) == len(month.homes)
    return {name: by_id[str(home.facility_id)] for name, home in month.homes.items()}


def paid_cents(settled: Mapping[str, Any]) -> int:
    """To all facilities, the funds and social purposes."""
    amounts = [line["amountEur"] for line in settled["lines"]]
    return sum(map(cents, [*amounts, settled["fundsEur"], settled["socialEur"]]))


def cents(euros: float) -> int:
    """Exactly: what is paid has no parts of cents."""
    whole = round(euros * 100)
    assert whole / 100 == euros
    return whole
