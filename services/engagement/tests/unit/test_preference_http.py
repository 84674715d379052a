"""What a user decides about being told, over HTTP (FR4.2)."""

from typing import Any, Final

import pytest

from services.engagement.domain.registry.registry import Community
from services.engagement.tests.engine import COMMUNITY, community, facility
from services.engagement.tests.unit.edge import MEMBER, REPRESENTATIVE, STRANGER, Edge
from services.engagement.usecases.notifications.forget_removed import RESTORABLE, ForgetRemoved

PATH = "/notification/preference"
OF_COMMUNITY = f"{PATH}/community/{COMMUNITY}"
DEFAULTS: Final[dict[str, Any]] = {
    "wanted": True,
    "surplusOver": False,
    "perDay": 1,
    "perWeek": 3,
    "minimumGapS": 14_400,
    "quietFrom": None,
    "quietTo": None,
    "timeZone": None,
    "language": None,
    "mail": "without_push",
    "timeZoneInForce": "Europe/Rome",
    "languageInForce": "it",
    "communities": [],
}


async def test_the_defaults_are_those_of_published_trials(edge: Edge) -> None:
    for user in (MEMBER, STRANGER):
        assert (await edge.get(PATH, user)).json() == DEFAULTS


async def test_what_one_decides_is_ones_own(edge: Edge) -> None:
    chosen = {
        "wanted": True,
        "surplusOver": True,
        "perDay": 2,
        "perWeek": 14,
        "minimumGapS": 0,
        "quietFrom": "22:30",
        "quietTo": "07:00",
        "timeZone": "Europe/Lisbon",
        "language": "en",
        "mail": "never",
    }
    in_force = {"timeZoneInForce": "Europe/Lisbon", "languageInForce": "en"}
    expected = {**chosen, **in_force, "communities": []}
    answer = await edge.call("PUT", PATH, MEMBER, chosen)
    assert (answer.status_code, answer.json()) == (200, expected)
    assert (await edge.get(PATH)).json() == expected
    assert (await edge.get(PATH, REPRESENTATIVE)).json() == DEFAULTS


async def test_what_is_left_out_goes_back_to_its_default(edge: Edge) -> None:
    await edge.call("PUT", PATH, MEMBER, {"perDay": 2, "mail": "never"})
    answer = await edge.call("PUT", PATH, MEMBER, {"perDay": 3})
    assert answer.json() == {**DEFAULTS, "perDay": 3}


async def test_a_switch_changes_what_it_says_and_nothing_else(edge: Edge) -> None:
    """What a screen of settings does: one field at a time."""
    quiet = {"quietFrom": "22:30", "quietTo": "07:00"}
    await edge.call(
        "PUT", PATH, MEMBER, {"perDay": 2, "minimumGapS": 60, "language": "en", **quiet}
    )
    answer = await edge.call("PATCH", PATH, MEMBER, {"mail": "never"})
    assert answer.status_code == 200
    before = {**DEFAULTS, "perDay": 2, "minimumGapS": 60, "languageInForce": "en", **quiet}
    before["language"] = "en"
    assert answer.json() == {**before, "mail": "never"}
    for body, changed in (
        ({"quietTo": "08:00"}, {**quiet, "quietTo": "08:00"}),
        ({"quietFrom": None, "quietTo": None}, {"quietFrom": None, "quietTo": None}),
        ({"language": None}, {"language": None, "languageInForce": "it"}),
        ({}, {}),
    ):
        before = {**before, "mail": "never", **changed}
        assert (await edge.call("PATCH", PATH, MEMBER, body)).json() == before
    assert (await edge.get(PATH)).json() == before
    assert (await edge.get(PATH, 1)).json() == DEFAULTS


@pytest.mark.parametrize(
    ("body", "field"), [({"perWeek": 1}, "perWeek"), ({"quietTo": None}, "quietTo")]
)
async def test_a_change_that_contradicts_the_rest_changes_nothing(
    edge: Edge, body: dict[str, Any], field: str
) -> None:
    await edge.call("PUT", PATH, MEMBER, {"perDay": 2, "quietFrom": "22:30", "quietTo": "07:00"})
    before = (await edge.get(PATH)).json()
    answer = await edge.call("PATCH", PATH, MEMBER, body)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await edge.get(PATH)).json() == before


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"perDay": 0}, "perDay", "greater_than_equal"),
        ({"perDay": 25}, "perDay", "less_than_equal"),
        ({"perWeek": 169}, "perWeek", "less_than_equal"),
        ({"perDay": 4}, "perWeek", "week_below_day"),
        ({"minimumGapS": -1}, "minimumGapS", "greater_than_equal"),
        ({"minimumGapS": 604_801}, "minimumGapS", "less_than_equal"),
        ({"quietFrom": "21:00"}, "quietTo", "quiet_hours_incomplete"),
        ({"quietTo": "21:00"}, "quietFrom", "quiet_hours_incomplete"),
        ({"quietFrom": "21:00", "quietTo": "21:00"}, "quietTo", "quiet_hours_empty"),
        ({"quietFrom": "24:00", "quietTo": "08:00"}, "quietFrom", "string_pattern_mismatch"),
        ({"timeZone": "Europe/Prato"}, "timeZone", "unknown_time_zone"),
        ({"language": "de"}, "language", "literal_error"),
        ({"mail": "sometimes"}, "mail", "literal_error"),
        ({"perMonth": 1}, "perMonth", "extra_forbidden"),
    ],
)
async def test_each_field_that_does_not_fit_is_named(
    edge: Edge, body: dict[str, Any], field: str, code: str
) -> None:
    answer = await edge.call("PUT", PATH, MEMBER, body)
    assert answer.status_code == 400
    [problem] = answer.json()["errors"]
    assert (problem["field"], problem["code"]) == (field, code)
    assert (await edge.get(PATH)).json() == DEFAULTS


def there(**changes: Any) -> dict[str, Any]:
    found = {
        "communityId": str(COMMUNITY),
        "communityName": "Prato",
        "wanted": True,
        "surplusOver": False,
        "isOwn": True,
        "hasLeft": False,
    }
    return {**found, **changes}


async def test_one_community_can_be_another_matter(edge: Edge) -> None:
    await edge.call("PUT", PATH, MEMBER, {"surplusOver": True})
    general = there(surplusOver=True, isOwn=False)
    assert (await edge.get(OF_COMMUNITY)).json() == general
    answer = await edge.call("PUT", OF_COMMUNITY, MEMBER, {"wanted": False})
    own = there(wanted=False)
    assert (answer.status_code, answer.json()) == (200, own)
    assert (await edge.get(OF_COMMUNITY)).json() == own
    assert (await edge.get(PATH)).json()["communities"] == [own]
    assert (await edge.get(OF_COMMUNITY, 1)).json()["isOwn"] is False
    assert (await edge.get(PATH, 1)).json()["communities"] == []
    for _ in range(2):
        assert (await edge.call("DELETE", OF_COMMUNITY, MEMBER)).status_code == 204
    assert (await edge.get(OF_COMMUNITY)).json() == general
    assert (await edge.get(PATH)).json()["communities"] == []


@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_a_communitys_preference_is_for_those_who_see_it(edge: Edge, method: str) -> None:
    body = {"wanted": False} if method == "PUT" else None
    unknown = f"{PATH}/community/{MEMBER:032x}"
    answers = [
        await edge.call(method, OF_COMMUNITY, None, body),
        await edge.call(method, OF_COMMUNITY, STRANGER, body),
        await edge.call(method, unknown, MEMBER, body),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (401, "unauthenticated"),
        (403, "no_access"),
        (404, "community_not_found"),
    ]


async def test_who_left_sees_what_they_decided_and_deletes_it(edge: Edge) -> None:
    """Their own, and nobody else's; a new decision is for members."""
    for user in (MEMBER, 1):
        await edge.call("PUT", OF_COMMUNITY, user, {"wanted": False})
    edge.engine.project.apply([facility(0, version=2, community_id=None)])
    left = there(wanted=False, hasLeft=True)
    assert (await edge.get(OF_COMMUNITY)).json() == left
    assert (await edge.get(PATH)).json()["communities"] == [left]
    assert (await edge.call("PUT", OF_COMMUNITY, MEMBER, {"wanted": True})).status_code == 403
    assert (await edge.call("DELETE", OF_COMMUNITY, MEMBER)).status_code == 204
    assert (await edge.get(OF_COMMUNITY)).status_code == 403
    assert (await edge.get(PATH)).json()["communities"] == []
    assert (await edge.get(OF_COMMUNITY, 1)).json() == there(wanted=False)
    assert (await edge.call("DELETE", OF_COMMUNITY, None)).status_code == 401


async def test_of_a_removed_community_it_stays_while_that_can_be_restored(edge: Edge) -> None:
    engine = edge.engine
    forget = ForgetRemoved(engine.books, engine.registry, engine.clock)
    await edge.call("PUT", OF_COMMUNITY, MEMBER, {"wanted": False})
    now = engine.clock.now()
    engine.project.apply([Community(COMMUNITY, 2, removed=True, removed_at=now)])
    gone = there(wanted=False, hasLeft=True, communityName=None)
    assert (await edge.get(PATH)).json()["communities"] == [gone]
    engine.clock.advance(seconds=RESTORABLE.total_seconds())
    assert await forget.forget() == 0
    engine.project.apply([community(version=3)])
    engine.clock.advance(seconds=1)
    assert await forget.forget() == 0
    assert (await edge.get(OF_COMMUNITY)).json() == there(wanted=False)
    engine.project.apply([Community(COMMUNITY, 4, removed=True, removed_at=now)])
    assert await forget.forget() == 1
    assert (await edge.get(PATH)).json()["communities"] == []
