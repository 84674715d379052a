"""Measured and official energy beside one another."""

import pytest

from services.energy.tests.unit.curves.stage import Stage


async def test_measured_and_official_stand_side_by_side(stage: Stage) -> None:
    stage.measure(0, 90)
    stage.measure(1, 150, 600)
    stage.measure(9, 4)
    await stage.bring("inizio;prelievo Wh\n01/06/2026 00:00;100\n01/06/2026 00:15;200\n")

    answer = (
        await stage.get(
            "/difference",
            **{"from": "2026-06-01T00:00:00+02:00", "to": "2026-06-02T00:00:00+02:00"},
            resolution="hour",
        )
    ).json()

    assert (answer["from"], answer["to"]) == ("2026-05-31T22:00:00Z", "2026-06-01T22:00:00Z")
    first, third = answer["intervals"]
    assert first == {
        "from": "2026-05-31T22:00:00Z",
        "to": "2026-05-31T23:00:00Z",
        "consumed": {
            "measuredWh": 240.0,
            "officialWh": 300.0,
            "differenceWh": 60.0,
            "officialCoverageS": 1800.0,
        },
        "produced": {
            "measuredWh": 0.0,
            "officialWh": None,
            "differenceWh": None,
            "officialCoverageS": 0.0,
        },
        "measuredCoverageS": 1500.0,
    }
    assert third["consumed"]["measuredWh"] == 4.0
    assert third["consumed"]["officialWh"] is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"resolution": "minute"}, "invalid_request"),
        ({"from": "2026-06-02T00:00:00Z", "to": "2026-06-01T00:00:00Z"}, "invalid_period"),
        ({"from": "2020-01-01T00:00:00Z", "resolution": "quarter"}, "too_many_points"),
    ],
)
async def test_a_bad_question_is_a_400(stage: Stage, query: dict[str, str], code: str) -> None:
    answer = await stage.get("/difference", **query)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
