"""A community of three owners, and some hours of last month that an integration has posted."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import pandas as pd

from devstack.people.connection import ApiProblem
from devstack.people.operator import Operator
from devstack.people.person import People, Person
from devstack.people.registry import NewFacility
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.fitting import a_working_home
from tests.journeys.month_recount import Members, Policy, Recount, measured
from tests.village import SUBSTATION, Home, Village, a_community, a_village, users

HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
_ROME: Final = ZoneInfo("Europe/Rome")
_NOT_YET_KNOWN: Final = {403, 404}

MONTH: Final = (datetime.now(_ROME).date().replace(day=1) - timedelta(days=1)).replace(day=1)
"""Last month's first day."""
NAME: Final = f"{MONTH:%Y-%m}"
BEGIN: Final = datetime(MONTH.year, MONTH.month, 10, 8, tzinfo=UTC)
_SINCE: Final = datetime(MONTH.year, MONTH.month, 1, tzinfo=_ROME)

BAKERY, PARISH, FLATS = "Panificio", "Parrocchia", "Condominio"
MEMBERS: Final = Members(
    older_plant=PARISH, plant_with_grant=BAKERY, reduction=0.25, enterprises=[BAKERY]
)
POLICY: Final = Policy(funds=0.1, consumption=0.6, production=0.4)

_KILOWATTS: Final[Mapping[str, Sequence[Sequence[float]]]] = {
    BAKERY: [[-40] * 4, [-55] * 4, [-10] * 4, [6] * 4, [-30] * 4, [-20, -10, 4, 8]],
    PARISH: [[-8] * 4, [-9] * 4, [-4] * 4, [3] * 4, [-6] * 4, [2] * 4],
    FLATS: [[30] * 4, [45] * 4, [25] * 4, [9] * 4, [28] * 4, [15] * 4],
}
"""By hour, each quarter-hour; more fed in than withdrawn, the other way round, nothing fed in."""
HOURS: Final = 6
_PRICES: Final = [112.5, 95.07, 187.0, 160.0, 142.31, 171.25]
"""EUR/MWh: above the reference, below, and where the premium is capped."""


@dataclass(frozen=True, kw_only=True)
class Month:
    """The scene. `powers`: watts by facility and time, as they count now."""

    stack: Stack
    village: Village
    owners: Mapping[str, Person]
    homes: Mapping[str, Home]
    integration: Operator
    powers: dict[str, dict[datetime, float]]

    @property
    def rosa(self) -> Person:
        """The representative."""
        return self.village.representative

    @property
    def path(self) -> str:
        """Of the community."""
        return f"/energy-data/community/{self.village.community_id}"

    def id_of(self, name: str) -> UUID:
        """Of a facility."""
        return self.homes[name].facility_id

    def path_of(self, name: str) -> str:
        """Of a facility."""
        return f"/energy-data/facility/{self.id_of(name)}"

    def recount(self) -> Recount:
        """What the month's readings amount to."""
        return recount(measured(self.powers))

    async def post(self, readings: Sequence[Mapping[str, Any]]) -> None:
        """All of them are accepted."""
        answer = await self.integration.request("POST", "/energy-data/", body=list(readings))
        receipt = json.loads(answer)
        assert (receipt["accepted"], receipt["errors"]) == (len(readings), [])

    async def correct(self, name: str, at: datetime, power_w: float) -> None:
        """The meter said something else: a second revision of one reading, and it counts."""
        self.powers[name][at] = power_w
        await self.post([_reading(self.homes[name], at, power_w) | {"revision": 1}])
        await self.is_counted()

    async def change_grant(self, reduction: float, *, since: datetime) -> None:
        """The bakery's, once the books know it: its name tells them."""
        name = f"{BAKERY} {reduction}"
        bakery, *_ = _facilities()
        body = replace(bakery, name=name, incentives_reduction=reduction).body()
        owner = self.owners[BAKERY]
        body |= {"validFrom": since.isoformat()}
        await owner.account.request("PUT", f"/facility/{self.id_of(BAKERY)}", body=body)

        async def is_known() -> bool:
            told = await read(owner, f"{self.path_of(BAKERY)}/statement/{NAME}")
            return bool(told["line"]["name"] == name)

        await eventually(is_known)

    async def is_counted(self) -> None:
        """Wait until the books have what was posted (R5)."""
        expected = self.recount().shared

        async def agrees() -> bool:
            hours = (await shared(self))["hours"]
            return [hour["sharedWh"] for hour in hours] == list(expected)

        await eventually(agrees)


async def read(person: Person, path: str, **query: Any) -> Any:
    """The answer to one person."""
    return json.loads(await person.account.request("GET", path, query=query))


async def shared(month: Month) -> Any:
    """Shared energy as the representative reads it; nothing while the news are on their way."""
    try:
        return await read(month.rosa, f"{month.path}/shared-energy", **PERIOD)
    except ApiProblem as problem:
        if problem.status not in _NOT_YET_KNOWN:
            raise
        return {"hours": []}


PERIOD: Final = {"from": BEGIN.isoformat(), "to": (BEGIN + HOURS * HOUR).isoformat()}


def recount(energy_wh: pd.DataFrame) -> Recount:
    """Of these energies, at the prices of those hours."""
    hours = pd.date_range(BEGIN, periods=HOURS, freq="h")
    return Recount(energy_wh, MEMBERS, pd.Series(_PRICES, index=hours))


async def upload(
    stack: Stack, token: str, method: str, path: str, lines: Sequence[str], **query: Any
) -> Any:
    """Bring a CSV through the edge."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "text/csv"}
    async with httpx.AsyncClient(base_url=stack.url, trust_env=False, verify=False) as http:
        content = "\r\n".join(lines).encode()
        answer = await http.request(method, path, headers=headers, params=query, content=content)
    assert answer.is_success, answer.text
    return answer.json()


async def a_month(stack: Stack, people: People, rosa: Person) -> Month:
    """Founded, joined, measured, priced."""
    owners = dict(zip(_KILOWATTS, await users(people, "Anna", "Bruno", "Carla"), strict=True))
    homes = {
        one.name: await a_working_home(stack, owners[one.name], one, since=_SINCE)
        for one in _facilities()
    }
    community = replace(a_community("Comunità di Brera", threshold_w=1e6), market_zone="NORD")
    month = Month(
        stack=stack,
        village=await a_village(rosa, community, list(homes.values()), since=_SINCE),
        owners=owners,
        homes=homes,
        integration=people.operator(stack.integration_token),
        powers={name: _powers(hours) for name, hours in _KILOWATTS.items()},
    )
    await _bring_prices(stack)
    await _measure(month)
    return month


def _facilities() -> Sequence[NewFacility]:
    bakery = NewFacility(
        name=BAKERY,
        region="Lombardia",
        primary_substation_code=SUBSTATION,
        member_type="self-consumer",
        max_consumption_w=30_000,
        max_production_w=100_000,
        commissioned_on=date(2024, 5, 1),
        owner_kind="small-company",
        incentives_reduction=MEMBERS.reduction,
    )
    parish = replace(
        bakery,
        name=PARISH,
        max_production_w=20_000,
        commissioned_on=date(2020, 6, 1),
        owner_kind="association",
        incentives_reduction=0.0,
    )
    flats = replace(
        parish,
        name=FLATS,
        member_type="consumer",
        max_consumption_w=90_000,
        max_production_w=0,
        commissioned_on=None,
        owner_kind="natural-person",
    )
    return bakery, parish, flats


def _powers(kilowatts: Sequence[Sequence[float]]) -> dict[datetime, float]:
    quarters = [1_000.0 * power for hour in kilowatts for power in hour]
    return {BEGIN + number * QUARTER: power for number, power in enumerate([0.0, *quarters])}


async def _bring_prices(stack: Stack) -> None:
    """As the market writes them: Rome's day, hours from 1, a column a zone."""
    first = BEGIN.astimezone(_ROME).hour
    day = dict.fromkeys(range(24), 100.0) | dict(enumerate(_PRICES, first))
    lines = [f"{BEGIN:%Y%m%d};{hour + 1};{day[hour]}".replace(".", ",") for hour in day]
    answer = await upload(
        stack,
        stack.operator_token,
        "PUT",
        "/energy-data/price/NORD",
        ["Data;Ora;NORD", *lines],
    )
    assert answer["rows"] == len(lines)


async def _measure(month: Month) -> None:
    """In batches, in no order, and much of it twice (FR10.2)."""
    readings = [
        _reading(month.homes[name], at, power)
        for name, powers in month.powers.items()
        for at, power in powers.items()
    ]
    chance = random.Random(5)
    chance.shuffle(readings)
    for first in range(0, len(readings), 20):
        again = chance.sample(readings, 10)
        await month.post([*again[:5], *readings[first : first + 20], *again[5:]])
    await month.is_counted()


def _reading(home: Home, at: datetime, power_w: float) -> dict[str, Any]:
    return {"deviceId": home.device_id, "energyValue": power_w, "timestamp": at.isoformat()}
