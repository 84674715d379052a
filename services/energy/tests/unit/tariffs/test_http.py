"""Prices and rules over HTTP: everybody reads, operators bring prices."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from libs.chassis.lifecycle import Readiness
from libs.chassis.operator_token import digest_of
from libs.chassis.testing.fakes import FakeClock
from libs.chassis.testing.tokens import TestIssuer
from services.energy.domain.calendar import Period
from services.energy.domain.tariffs.prices import Zone
from services.energy.inbound.http.app import build_app
from services.energy.inbound.http.tariffs.operations import (
    MAXIMUM_BYTES,
    TariffUseCases,
    operator_operations,
    user_operations,
)
from services.energy.outbound.tariffs.memory import MemoryPrices
from services.energy.tests.unit.tariffs.plants import RULES
from services.energy.usecases.tariffs.import_prices import ImportPrices
from services.energy.usecases.tariffs.read_prices import ReadPrices
from services.energy.usecases.tariffs.read_rules import ReadRules

NOW: Final = datetime(2026, 1, 2, 12, tzinfo=UTC)
OPERATOR: Final = {"Authorization": "Bearer operators-token"}
CSV: Final = {"Content-Type": "text/csv; charset=utf-8"}
NEW_YEAR: Final = {"from": "2026-01-01T00:00:00+01:00", "to": "2026-01-01T03:00:00+01:00"}
THREE_HOURS: Final = "Data;Ora;NORD\n20260101;1;100\n20260101;2;101,5\n20260101;3;-7\n"


@dataclass
class PriceEdge:
    client: httpx.AsyncClient
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    prices: MemoryPrices = field(default_factory=MemoryPrices)
    issuer: TestIssuer = field(default_factory=TestIssuer)

    async def get(self, path: str, **query: str) -> httpx.Response:
        headers = self.issuer.headers(uuid4())
        return await self.client.get(f"/energy-data/{path}", params=query, headers=headers)

    async def put(self, content: str | bytes, zone: str = "NORD", **query: str) -> httpx.Response:
        return await self.client.put(
            f"/energy-data/price/{zone}", params=query, content=content, headers=OPERATOR | CSV
        )

    async def put_json(self, body: Any) -> httpx.Response:
        return await self.client.put("/energy-data/price/NORD", json=body, headers=OPERATOR)


@pytest.fixture
async def edge() -> AsyncIterator[PriceEdge]:
    edge = PriceEdge(httpx.AsyncClient(verify=False))
    use_cases = TariffUseCases(
        read_prices=ReadPrices(edge.prices, edge.clock),
        import_prices=ImportPrices(edge.prices, edge.clock),
        read_rules=ReadRules(RULES, edge.clock),
    )
    app = build_app(
        [user_operations(use_cases), operator_operations(use_cases)],
        Readiness(),
        edge.issuer.verifier(),
        operator_tokens={"olga": digest_of("operators-token")},
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://energy") as edge.client:
        yield edge


async def test_what_an_operator_brings_everybody_reads(edge: PriceEdge) -> None:
    brought = await edge.put(THREE_HOURS)

    assert (brought.status_code, brought.json()) == (
        200,
        {
            "zone": "NORD",
            "dryRun": False,
            "from": "2025-12-31T23:00:00Z",
            "to": "2026-01-01T02:00:00Z",
            "rows": 3,
            "hoursAdded": 3,
            "hoursUnchanged": 0,
            "hoursRestated": 0,
            "restated": [],
        },
    )
    read = (await edge.get("price/NORD", **NEW_YEAR)).json()
    assert [(p["hourStart"], p["priceEurMwh"]) for p in read["prices"]] == [
        ("2025-12-31T23:00:00Z", 100.0),
        ("2026-01-01T00:00:00Z", 101.5),
        ("2026-01-01T01:00:00Z", -7.0),
    ]
    assert read["missingHours"] == 0
    assert read["prices"][0] | {"hourStart": ""} == {
        "hourStart": "",
        "priceEurMwh": 100.0,
        "source": "GME",
        "importedAt": "2026-01-02T12:00:00Z",
        "former": [],
    }
    assert (await edge.get("price/SUD", **NEW_YEAR)).json()["missingHours"] == 3


async def test_a_restated_price_does_not_vanish(edge: PriceEdge) -> None:
    await edge.put(THREE_HOURS)
    edge.clock.advance(seconds=60)
    restated = await edge.put(THREE_HOURS.replace("101,5", "99"), source="GME, corrected")

    told = restated.json()
    assert (told["hoursAdded"], told["hoursUnchanged"], told["hoursRestated"]) == (0, 2, 1)
    assert told["restated"] == [
        {"hourStart": "2026-01-01T00:00:00Z", "formerPriceEurMwh": 101.5, "priceEurMwh": 99.0}
    ]
    read = (await edge.get("price/NORD", **NEW_YEAR)).json()["prices"]
    assert [len(price["former"]) for price in read] == [0, 1, 0]
    assert read[1] == {
        "hourStart": "2026-01-01T00:00:00Z",
        "priceEurMwh": 99.0,
        "source": "GME, corrected",
        "importedAt": "2026-01-02T12:01:00Z",
        "former": [{"priceEurMwh": 101.5, "source": "GME", "importedAt": "2026-01-02T12:00:00Z"}],
    }


async def test_a_dry_run_changes_nothing(edge: PriceEdge) -> None:
    told = (await edge.put(THREE_HOURS, dryRun="true")).json()

    assert (told["dryRun"], told["hoursAdded"]) == (True, 3)
    assert (await edge.get("price/NORD", **NEW_YEAR)).json()["prices"] == []


async def test_a_list_in_json_is_the_same_import(edge: PriceEdge) -> None:
    answer = await edge.put_json(
        {
            "prices": [
                {"start": "2026-01-01T00:00:00+01:00", "priceEurMwh": 100.123456},
                {"start": "2026-01-01T00:00:00Z", "priceEurMwh": -1},
            ]
        }
    )
    assert answer.json()["hoursAdded"] == 2
    read = (await edge.get("price/NORD", **NEW_YEAR)).json()["prices"]
    assert [price["priceEurMwh"] for price in read] == [100.123456, -1.0]


async def test_quarter_hours_are_averaged_and_columns_named(edge: PriceEdge) -> None:
    rows = "".join(f"2026-01-01,{q},{q * 10}\n" for q in range(1, 9))
    answer = await edge.put(
        f"giorno,n,valore\n{rows}",
        zone="SARD",
        interval="quarter",
        dateColumn="giorno",
        periodColumn="n",
        priceColumn="valore",
    )
    assert (answer.json()["rows"], answer.json()["hoursAdded"]) == (8, 2)
    stored = await edge.prices.of_period(Zone.SARD, Period(datetime(2025, 12, 1, tzinfo=UTC), NOW))
    assert [price.price_ueur_mwh for price in stored] == [25_000_000, 65_000_000]
    assert stored[0].provenance.imported_by == "olga"


async def test_all_rows_or_none_and_every_wrong_line_is_named(edge: PriceEdge) -> None:
    answer = await edge.put("date;hour;price\n20260101;1;1\n20260101;26;1\n20260101;2;x\n")

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (400, "prices_not_usable")
    assert [(each["field"], each["code"]) for each in problem["errors"]] == [
        ("line 3", "hour_out_of_range"),
        ("line 4", "price_malformed"),
    ]
    assert (await edge.get("price/NORD", **NEW_YEAR)).json()["prices"] == []


@pytest.mark.parametrize(
    ("body", "field_name"),
    [
        (b"null", "body"),
        (b"", "body"),
        (b"{}", "prices"),
        (b'{"prices": []}', "prices"),
        (b'{"prices": [], "more": 1}', "more"),
        (b'{"prices": [{"start": "2026-01-01T00:00:00Z"}]}', "prices.0.priceEurMwh"),
        (b'{"prices": [{"start": "2026-01-01T00:00:00", "priceEurMwh": 1}]}', "prices.0.start"),
        (
            b'{"prices": [{"start": "2026-01-01T00:00:00Z", "priceEurMwh": 10001}]}',
            "prices.0.priceEurMwh",
        ),
    ],
)
async def test_a_body_that_does_not_fit_names_the_field(
    edge: PriceEdge, body: bytes, field_name: str
) -> None:
    answer = await edge.client.put("/energy-data/price/NORD", content=body, headers=OPERATOR)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (400, "invalid_request")
    assert field_name in [each["field"] for each in problem["errors"]]


async def test_rows_that_contradict_one_another_are_told_by_their_place(edge: PriceEdge) -> None:
    item = {"start": "2026-01-01T00:00:00Z", "priceEurMwh": 1}
    other = {"start": "2026-01-01T00:30:00Z", "priceEurMwh": 1}
    problem = (await edge.put_json({"prices": [item, item, other]})).json()
    assert [(each["field"], each["code"]) for each in problem["errors"]] == [
        ("prices.1", "duplicate"),
        ("prices.2", "not_on_the_clock"),
    ]


async def test_a_zone_that_is_none_is_not_found(edge: PriceEdge) -> None:
    for answer in (await edge.get("price/PUN"), await edge.put(THREE_HOURS, zone="nord")):
        assert (answer.status_code, answer.json()["code"]) == (404, "zone_not_found")


async def test_a_year_of_quarter_hours_fits_and_more_is_too_large(edge: PriceEdge) -> None:
    days = [date(2026, 1, 1) + timedelta(days=i) for i in range(365)]
    changed = {date(2026, 3, 29): 92, date(2026, 10, 25): 100}
    rows = "".join(
        f"{day:%Y%m%d};{period};123,45\n"
        for day in days
        for period in range(1, changed.get(day, 96) + 1)
    )
    year = await edge.put(f"date;period;price\n{rows}", interval="quarter")
    assert (year.json()["rows"], year.json()["hoursAdded"]) == (35_040, 8_760)

    large = await edge.put("x" * (MAXIMUM_BYTES + 1))
    assert (large.status_code, large.json()["code"]) == (413, "body_too_large")


async def test_only_operators_bring_and_only_users_read(edge: PriceEdge) -> None:
    user = edge.issuer.headers(uuid4())
    for headers in ({}, user, {"Authorization": "Bearer other"}):
        put = await edge.client.put("/energy-data/price/NORD", content="", headers=headers)
        assert (put.status_code, put.json()["code"]) == (401, "unauthenticated")
    for path in ("price/NORD", "rules"):
        for headers in ({}, OPERATOR):
            answer = await edge.client.get(f"/energy-data/{path}", headers=headers)
            assert answer.status_code == 401


async def test_a_period_has_an_end(edge: PriceEdge) -> None:
    long = await edge.get("price/NORD", **{"from": "2000-01-01T00:00:00Z"})
    assert (long.status_code, long.json()["code"]) == (400, "too_many_points")
    week = (await edge.get("price/NORD")).json()
    assert (week["from"], week["to"]) == ("2025-12-26T12:00:00Z", "2026-01-02T12:00:00Z")


async def test_the_rules_of_today_say_where_they_stand(edge: PriceEdge) -> None:
    rules = (await edge.get("rules")).json()

    assert rules["date"] == "2026-01-02"
    assert rules["fingerprint"] == RULES.fingerprint()
    assert rules["premium"]["classes"] == [
        {"limitW": 200_000, "limitIncluded": True, "baseEurMwh": 80, "capEurMwh": 120},
        {"limitW": 600_000, "limitIncluded": True, "baseEurMwh": 70, "capEurMwh": 110},
        {"limitW": 1_000_000, "limitIncluded": True, "baseEurMwh": 60, "capEurMwh": 100},
    ]
    assert [c["limitW"] for c in rules["simplified"]["classes"]] == [200_000, 600_000, None]
    assert [c["limitIncluded"] for c in rules["simplified"]["classes"]] == [False, True, True]
    assert rules["valorization"]["unitValueEurMwh"] == 10.57
    assert rules["valorization"]["alternativesEurMwh"] == [8.22]
    assert (rules["valorization"]["provisional"], rules["valorization"]["standsIn"]) == (True, True)
    assert rules["grantReduction"]["exemptOwners"] == [
        "association",
        "natural-person",
        "public-body",
    ]
    for name, rule in rules.items():
        if name not in ("date", "fingerprint"):
            assert rule["source"]["document"], name


async def test_the_rules_of_another_day(edge: PriceEdge) -> None:
    rules = (await edge.get("rules", date="2025-06-24")).json()
    assert rules["grantReduction"]["exemptOwners"] == ["association", "public-body"]
    assert (await edge.get("rules", date="2025-13-01")).status_code == 400
    assert (await edge.get("rules", date="0001-01-01")).json()["premium"]["standsIn"] is True


def test_the_description_says_what_an_import_takes() -> None:
    schema = json.dumps(build_app([operator_operations(None)], Readiness(), None).openapi())  # type: ignore[arg-type]
    assert "text/csv" in schema
    assert '"maxItems": 40000' in schema
