"""Curves come as files, first to be looked at, then to be kept."""

from typing import Any
from uuid import UUID

import pytest

from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.curves import official_import
from services.energy.domain.curves.official_energy import OfficialEnergy
from services.energy.domain.quantities import epoch_ms
from services.energy.tests.samples import HOME
from services.energy.tests.unit.curves.stage import (
    ALICE,
    EVE,
    FILE,
    JOINED,
    MAY,
    WH,
    Stage,
    home,
)
from services.energy.usecases.curves import import_curve

OTHER = FILE.replace("200;5", "250;5")


async def test_a_dry_run_tells_all_and_stores_nothing(stage: Stage) -> None:
    stage.measure(0, 90)
    stage.measure(1, 150, 600)
    stage.measure(2, 7_000)

    answer = await stage.bring(FILE, dryRun=True)

    report: dict[str, Any] = answer.json()
    assert answer.status_code == 200
    assert report.pop("mapping") == {
        "layout": "quarter-rows",
        "encoding": "utf-8",
        "separator": "semicolon",
        "decimalMark": "point",
        "unit": "Wh",
        "stamp": "start",
        "zone": "rome",
        "headerLine": 1,
        "timeColumn": "inizio",
        "clockColumn": None,
        "consumedColumn": "prelievo Wh",
        "producedColumn": "immissione Wh",
        "assumed": ["zone"],
    }
    assert report == {
        "facilityId": str(HOME),
        "dryRun": True,
        "imported": None,
        "alreadyImported": None,
        "rows": 3,
        "quarterHours": 3,
        "directions": ["consumed", "produced"],
        "period": {"from": "2026-05-31T22:00:00Z", "to": "2026-05-31T23:15:00Z"},
        "changedQuarterHours": 3,
        "months": ["2026-06"],
        "duplicates": 0,
        "missingCount": 2,
        "missing": [{"from": "2026-05-31T22:30:00Z", "to": "2026-05-31T23:00:00Z"}],
        "errorCount": 0,
        "errors": [],
        "conflictCount": 0,
        "conflicts": [],
        "implausibleCount": 1,
        "implausible": [
            {
                "from": "2026-05-31T23:00:00Z",
                "direction": "consumed",
                "valueWh": 900.0,
                "limitWh": 825.0,
            }
        ],
        "consumed": {
            "measuredWh": 240.0,
            "officialWh": 1200.0,
            "differenceWh": 960.0,
            "officialCoverageS": 2700.0,
        },
        "produced": {
            "measuredWh": 0.0,
            "officialWh": 5.0,
            "differenceWh": 5.0,
            "officialCoverageS": 2700.0,
        },
        "measuredCoverageS": 1500.0,
    }
    assert stage.books.official_quarter_hours == {}
    assert (await stage.get("")).json() == []


async def test_an_import_is_kept_listed_and_undone(stage: Stage) -> None:
    answer = await stage.bring(FILE, fileName="giugno.csv")
    (listed,) = (await stage.get("", EVE)).json()

    assert answer.status_code == 201
    assert answer.json()["imported"] == listed
    assert listed == {
        "importId": listed["importId"],
        "importedBy": str(ALICE),
        "importedAt": "2026-07-10T00:00:00Z",
        "fileName": "giugno.csv",
        "sha256": listed["sha256"],
        "quarterHours": 3,
        "from": "2026-05-31T22:00:00Z",
        "to": "2026-05-31T23:15:00Z",
        "directions": ["consumed", "produced"],
        "status": "applied",
        "undoneBy": None,
        "undoneAt": None,
    }
    first = Quarter(HOME, epoch_ms(JOINED))
    assert stage.books.official_quarter_hours[first] == OfficialEnergy(100 * WH, 0)

    undone = [await stage.undo(listed["importId"]) for _ in range(2)]
    (after,) = (await stage.get("")).json()

    assert [item.status_code for item in undone] == [204, 204]
    assert (after["status"], after["undoneBy"]) == ("undone", str(ALICE))
    assert stage.books.official_quarter_hours == {}


async def test_other_values_are_replaced_only_when_told_to(stage: Stage) -> None:
    await stage.bring(FILE)

    looked_at = (await stage.bring(OTHER, dryRun=True)).json()
    refused = await stage.bring(OTHER)
    replaced = await stage.bring(OTHER, replace=True)

    conflict = {
        "from": "2026-05-31T22:15:00Z",
        "direction": "consumed",
        "oldWh": 200.0,
        "newWh": 250.0,
    }
    assert (looked_at["conflictCount"], looked_at["conflicts"]) == (1, [conflict])
    assert looked_at["changedQuarterHours"] == 1
    assert (refused.status_code, refused.json()["code"]) == (409, "official_values_differ")
    assert replaced.status_code == 201

    await stage.undo(replaced.json()["imported"]["importId"])
    quarter = Quarter(HOME, epoch_ms(JOINED) + 900_000)
    assert stage.books.official_quarter_hours[quarter] == OfficialEnergy(200 * WH, 5 * WH)


async def test_the_same_file_is_imported_once_until_it_is_undone(stage: Stage) -> None:
    made = (await stage.bring(FILE)).json()["imported"]["importId"]

    again = await stage.bring(FILE)
    looked_at = (await stage.bring(FILE, dryRun=True)).json()
    one_direction = await stage.bring(FILE, consumedColumn="prelievo Wh")
    await stage.undo(made)
    after = await stage.bring(FILE)

    assert (again.status_code, again.json()["code"]) == (409, "curve_already_imported")
    assert looked_at["alreadyImported"] == made
    assert [one_direction.status_code, after.status_code] == [201, 201]


async def test_a_file_with_an_error_stores_nothing(stage: Stage) -> None:
    text = FILE + "01/06/2026 02:00;x;1\n"

    looked_at = (await stage.bring(text, dryRun=True)).json()
    refused = await stage.bring(text)

    assert looked_at["errorCount"] == 1
    assert looked_at["errors"] == [
        {
            "line": 5,
            "column": "prelievo Wh",
            "code": "value_unreadable",
            "message": "not a number with the file's decimal mark",
        }
    ]
    assert (refused.status_code, refused.json()["code"]) == (400, "curve_invalid")
    assert refused.json()["errors"][0]["field"] == "line 5, prelievo Wh"
    assert stage.books.official_quarter_hours == {}


async def test_errors_are_counted_and_a_hundred_are_told(stage: Stage) -> None:
    text = "inizio;prelievo Wh\n" + "never;1\n" * 250

    looked_at = (await stage.bring(text, dryRun=True)).json()

    assert (looked_at["errorCount"], len(looked_at["errors"])) == (250, 100)
    assert (looked_at["period"], looked_at["quarterHours"]) == (None, 0)


@pytest.mark.parametrize(
    ("text", "query", "code"),
    [
        ("a;b\n1;2\n", {}, "curve_format_unknown"),
        ("inizio;prelievo Wh\n01/06/2026 00:00;\n", {}, "curve_invalid"),
        ("inizio;prelievo Wh\n" + "01/06/2026 00:00;1\n" * 40_001, {}, "curve_too_long"),
        (FILE, {"unit": "GWh"}, "invalid_request"),
        (FILE, {"consumedColumn": "x" * 201}, "invalid_request"),
        (FILE, {"fileName": "a\0b"}, "invalid_request"),
        (FILE, {"timeColumn": "missing"}, "curve_format_unknown"),
        (FILE.replace("2026", "2027"), {}, "curve_invalid"),
    ],
)
async def test_what_cannot_be_taken_is_a_400(
    stage: Stage, text: str, query: dict[str, str], code: str
) -> None:
    answer = await stage.bring(text, **query)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


async def test_a_file_has_a_limit_in_bytes(stage: Stage) -> None:
    answer = await stage.bring(b"x" * 900_001)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_a_facility_has_a_limit_in_imports(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert official_import.MAXIMUM_IMPORTS == 1_000
    monkeypatch.setattr(import_curve, "MAXIMUM_IMPORTS", 1)
    await stage.bring(FILE)

    answer = await stage.bring(MAY)

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_imports")


async def test_what_is_not_there(stage: Stage) -> None:
    unknown = await stage.undo(str(UUID(int=1)))
    assert (unknown.status_code, unknown.json()["code"]) == (404, "import_not_found")

    stage.registry.put_facility(home(removed=True))
    gone = await stage.bring(FILE)
    assert (gone.status_code, gone.json()["code"]) == (404, "facility_not_found")


async def test_the_list_goes_on_page_by_page(stage: Stage) -> None:
    for file in (FILE, MAY, OTHER):
        await stage.bring(file, replace=True)

    first = await stage.get("", limit=2)
    link = first.headers["link"]
    second = await stage.client.get(
        stage.client.base_url.join(f"{first.url.path}{link[1 : link.index('>')]}"),
        headers=stage.issuer.headers(ALICE),
    )

    assert [len(page.json()) for page in (first, second)] == [2, 1]
    assert "link" not in second.headers
