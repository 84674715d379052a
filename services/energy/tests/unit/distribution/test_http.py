"""Distribution policies over HTTP: who reads and who decides, and what is refused."""

from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import pytest

from services.energy.domain.calendar import EARLIEST, Period
from services.energy.tests.samples import HOME, ROOF, at
from services.energy.tests.unit.distribution.desk import EQUAL, Desk
from services.energy.tests.unit.edge import (
    ALICE,
    ALWAYS,
    BOB,
    CAROL,
    DAVE,
    EVE,
    SHED,
    STRANGER,
    put_facility,
)

COEFFICIENTS = {
    "parts": {"coefficients": 1},
    "coefficients": {str(HOME): 3, str(ROOF): 1},
}


async def test_until_a_community_decides_consumers_and_producers_get_a_half_each(
    desk: Desk,
) -> None:
    answer = (await desk.get(ALICE)).json()

    assert (answer["month"], answer["newestVersion"], answer["planned"]) == ("2026-06", 0, [])
    assert answer["inForce"]["number"] == 0
    assert answer["inForce"]["validFrom"] is None
    assert answer["inForce"]["policy"]["parts"] == {
        "equal": 0,
        "consumption": 0.5,
        "production": 0.5,
        "coefficients": 0,
    }


async def test_what_is_decided_counts_from_the_next_month(desk: Desk) -> None:
    decided = await desk.decide(EQUAL | {"fundsShare": 0.1, "note": "Assemblea"})

    assert decided.status_code == 200
    (planned,) = decided.json()["planned"]
    assert (planned["number"], planned["validFrom"], planned["note"]) == (1, "2026-07", "Assemblea")
    assert (planned["decidedBy"], planned["decidedAt"]) == (str(CAROL), "2026-06-21T13:00:00Z")
    assert decided.json()["inForce"]["number"] == 0
    july = (await desk.get(ALICE, month="2026-07")).json()
    assert july["inForce"] == planned
    assert july["inForce"]["policy"]["fundsShare"] == 0.1
    assert july["planned"] == []


async def test_it_is_told_in_words_of_both_languages(desk: Desk) -> None:
    await desk.decide(
        {
            "parts": {"equal": 0.125, "consumption": 0.875},
            "fundsShare": 0.1,
            "socialShare": 0.05,
            "excessTo": "not_enterprises",
        }
    )

    english = (await desk.get(ALICE, month="2026-07")).json()["explanation"]
    italian = (await desk.get(ALICE, month="2026-07", locale="it")).json()["explanation"]

    assert "members that are no enterprises" in english[0]
    assert "10 % goes to the community's funds, 5 % to social purposes, 85 % to the" in english[1]
    assert english[2:4] == [
        "Of the members' part, 12.5 % goes to all of them, the same to each.",
        "Of the members' part, 87.5 % goes to those who withdraw, in proportion to the hour's"
        " withdrawal.",
    ]
    assert "12,5 % va a tutti, in parti uguali" in italian[2]
    assert len(italian) == len(english) == 5


@pytest.mark.parametrize(
    ("user", "seen"),
    [
        (CAROL, {str(HOME): 3, str(ROOF): 1}),
        (ALICE, {str(HOME): 3}),
        (BOB, {str(ROOF): 1}),
        (DAVE, {}),
    ],
)
async def test_members_see_their_own_coefficient_and_the_sum(
    desk: Desk, user: UUID, seen: dict[str, int]
) -> None:
    await desk.decide(COEFFICIENTS)

    for policy in (
        (await desk.get(user)).json()["planned"][0]["policy"],
        (await desk.get(user, "/version")).json()[0]["policy"],
    ):
        assert (policy["coefficients"], policy["coefficientsSum"]) == (seen, 4)


@pytest.mark.parametrize("user", [ALICE, EVE])
async def test_only_the_representative_decides_and_simulates(desk: Desk, user: UUID) -> None:
    for refused in (await desk.decide(EQUAL, user), await desk.simulate(EQUAL, user)):
        assert (refused.status_code, refused.json()["code"]) == (403, "not_representative")
    assert (await desk.get(CAROL)).json()["newestVersion"] == 0


@pytest.mark.parametrize("path", ["", "/version"])
async def test_strangers_read_nothing(desk: Desk, path: str) -> None:
    refused = await desk.get(EVE, path)

    assert (refused.status_code, refused.json()["code"]) == (403, "no_access")
    asked = await desk.client.get(
        f"/energy-data/community/{STRANGER}/distribution-policy{path}",
        headers=desk.edge.issuer.headers(ALICE),
    )
    assert (asked.status_code, asked.json()["code"]) == (404, "community_not_found")


class TestVersions:
    """Nobody overwrites what they have not read; nothing is ever overwritten."""

    async def test_a_decision_starts_from_the_newest_version(self, desk: Desk) -> None:
        read = (await desk.get(CAROL)).headers["ETag"]

        first = await desk.decide(EQUAL, if_match=read)
        late = await desk.decide(COEFFICIENTS, if_match=read)
        second = await desk.decide(COEFFICIENTS, if_match=first.headers["ETag"])

        assert (first.status_code, second.status_code) == (200, 200)
        assert (late.status_code, late.json()["code"]) == (412, "policy_differs")
        assert second.json()["newestVersion"] == 2

    async def test_what_is_no_tag_is_refused(self, desk: Desk) -> None:
        refused = await desk.decide(EQUAL, if_match="1")

        assert (refused.status_code, refused.json()["code"]) == (400, "invalid_if_match")

    async def test_who_has_read_it_is_told_so(self, desk: Desk) -> None:
        await desk.decide(COEFFICIENTS)
        read = (await desk.get(ALICE)).headers["ETag"]

        again = await desk.get(ALICE, "", {"If-None-Match": read})
        other_words = await desk.get(ALICE, "", {"If-None-Match": read}, locale="it")
        other_member = await desk.get(BOB, "", {"If-None-Match": read})

        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", read)
        assert (other_words.status_code, other_member.status_code) == (200, 200)

    async def test_all_are_listed_page_by_page(self, desk: Desk) -> None:
        for month in ("2026-07", "2026-08", "2026-07"):
            await desk.decide(EQUAL | {"validFrom": month})

        first = await desk.get(ALICE, "/version", limit=2)
        link = first.headers["Link"].partition("?")[2].partition(">")[0]
        rest = await desk.get(ALICE, "/version", **dict(parse_qsl(link)))

        numbers = [item["number"] for page in (first, rest) for item in page.json()]
        assert numbers == [3, 2, 1]
        assert "Link" not in rest.headers
        planned = (await desk.get(ALICE)).json()["planned"]
        assert [(p["number"], p["validFrom"]) for p in planned] == [(3, "2026-07"), (2, "2026-08")]

    @pytest.mark.parametrize(
        "query", [{"limit": 21}, {"limit": 0}, {"cursor": "x"}, {"cursor": "MA=="}]
    )
    async def test_pages_have_limits(self, desk: Desk, query: dict[str, Any]) -> None:
        assert (await desk.get(ALICE, "/version", **query)).status_code == 400


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"parts": {"equal": 0.5}}, "parts"),
        ({"parts": {"equal": 1.5}}, "parts.equal"),
        ({"parts": {"equal": 0.5, "luck": 0.5}}, "parts.luck"),
        ({"parts": {"equal": 1}, "fundsShare": 0.7, "socialShare": 0.4}, "socialShare"),
        ({"parts": {"coefficients": 1}}, "coefficients"),
        ({"parts": {"equal": 1}, "excessTo": "me"}, "excessTo"),
        ({"parts": {"equal": 1}, "validFrom": "2026-13"}, "validFrom"),
        ({"parts": {"equal": 1}, "validFrom": "2025-05", "note": "x"}, "validFrom"),
        ({"parts": {"equal": 1}, "validFrom": "2028-07"}, "validFrom"),
        ({"parts": {"equal": 1}, "validFrom": "2026-06"}, "note"),
        ({"parts": {"equal": 1}, "note": "x" * 1_001}, "note"),
        ({"parts": {"equal": 1}, "note": "\x00"}, "note"),
        (
            {"parts": {"coefficients": 1}, "coefficients": {str(STRANGER): 1}},
            f"coefficients.{STRANGER}",
        ),
    ],
)
async def test_what_is_refused_is_told_by_field(
    desk: Desk, body: dict[str, Any], field: str
) -> None:
    refused = await desk.decide(body)

    assert refused.status_code == 400
    assert field in [error["field"] for error in refused.json()["errors"]]
    assert (await desk.get(CAROL)).json()["newestVersion"] == 0


@pytest.mark.parametrize("month", ["2025-06", "2026-06", "2028-06"])
async def test_a_month_that_has_begun_needs_a_reason(desk: Desk, month: str) -> None:
    decided = await desk.decide(EQUAL | {"validFrom": month, "note": "The assembly of May."})

    assert decided.status_code == 200
    assert (await desk.get(ALICE, month=month)).json()["inForce"]["number"] == 1


async def test_who_has_left_by_then_gets_no_coefficient(desk: Desk) -> None:
    left = Period(EARLIEST, at(0))
    put_facility(desk.edge.registry, SHED, DAVE, {"meter-3": ALWAYS}, version=3, member=left)
    body = {"parts": {"coefficients": 1}, "coefficients": {str(SHED): 1}}

    refused = await desk.decide(body)
    since_june = await desk.decide(body | {"validFrom": "2026-06", "note": "While it was in."})

    assert refused.json()["errors"][0]["field"] == f"coefficients.{SHED}"
    assert since_june.status_code == 200


async def test_shares_of_a_third_are_a_whole(desk: Desk) -> None:
    third = 1 / 3
    decided = await desk.decide(
        {"parts": {"equal": third, "consumption": third, "production": third}}
    )

    assert decided.status_code == 200
    parts = decided.json()["planned"][0]["policy"]["parts"]
    assert parts["equal"] == 0.333333334
    assert parts["production"] == 0.333333333
