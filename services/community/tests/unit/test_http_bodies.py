"""Section 5: what does not fit is answered with 400 and the field's name, never with a fault."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.community.tests.samples import ANNA, BRUNO
from services.community.tests.unit.edge import HOUSE, SOLARA, Edge, open_edge

POLICY = {"thresholdW": 2000, "endRatio": 0.4, "minimumDurationS": 60, "cooldownS": 3600}
REQUIRED = [
    ("POST", "/facility", HOUSE, name)
    for name in (
        "name",
        "region",
        "primarySubstationCode",
        "memberType",
        "meterKind",
        "maxConsumptionW",
    )
] + [
    ("POST", "/community", SOLARA, name) for name in ("name", "primarySubstationCode", "marketZone")
]


async def refused_fields(
    edge: Edge, method: str, path: str, body: Any, code: str = "invalid_request"
) -> set[str]:
    answer = await edge.ask(method, path, ANNA, body)
    assert (answer.status_code, answer.json()["code"]) == (400, code), answer.text
    assert edge.registry.contents.outbox == []
    return {error["field"] for error in answer.json()["errors"]}


@pytest.mark.parametrize(("method", "path", "body", "name"), REQUIRED)
async def test_a_required_field_is_missing(
    edge: Edge, method: str, path: str, body: dict[str, Any], name: str
) -> None:
    """The use cases' extension: required data missing."""
    rest = {key: value for key, value in body.items() if key != name}

    assert await refused_fields(edge, method, path, rest) == {name}


@pytest.mark.parametrize("path", ["/facility", "/community"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"1" * 5000])
async def test_a_body_is_missing_or_none(edge: Edge, path: str, content: bytes) -> None:
    headers = edge.issuer.headers(ANNA) | {"content-type": "application/json"}

    answer = await edge.client.post(path, content=content, headers=headers)

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


WRONG_TEXTS: list[Any] = [None, 3, "", "   ", "a\nb", "a\x00b", "x" * 201, ["x"], "\ud800"]
WRONG_NUMBERS: list[Any] = [None, "3000", -1, True, 1e300, 10**400, float("nan"), []]
WRONG: list[tuple[str, str, list[Any]]] = [
    *[("/facility", name, WRONG_TEXTS) for name in ("name", "region", "primarySubstationCode")],
    *[
        ("/facility", name, WRONG_NUMBERS)
        for name in ("maxConsumptionW", "maxProductionW", "transformationConstant")
    ],
    ("/facility", "memberType", ["Consumer", 1, None]),
    ("/facility", "meterKind", ["GEMIS ", "gemis", {}]),
    ("/facility", "commissionedOn", ["2023-02-30", "1700000000", 1_700_000_000, "x", True]),
    ("/facility", "regionalBonus", ["true", 1, None]),
    ("/facility", "incentivesReduction", [-0.1, 1.1, "0.5"]),
    ("/facility", "plantSource", ["solar", "Wind", None, True]),
    ("/facility", "storageEfficiency", [0, -0.1, 1.01, "0.9", True, float("nan")]),
    ("/facility", "surprise", [1]),
    ("/facility", "max_consumption_w", [3000]),
    ("/community", "marketZone", ["", 5, "x" * 65]),
    ("/community", "surplusPolicy", [[], 3, None]),
]


@pytest.mark.parametrize(("path", "name", "values"), WRONG)
async def test_a_field_does_not_fit(edge: Edge, path: str, name: str, values: list[Any]) -> None:
    whole = HOUSE if path == "/facility" else SOLARA
    headers = edge.issuer.headers(ANNA) | {"content-type": "application/json"}

    for value in values:
        content = as_json(whole | {name: value})
        answer = await edge.client.post(path, content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request"), value
        assert {error["field"] for error in answer.json()["errors"]} == {name}, value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("thresholdW", -1),
        ("endRatio", 1.5),
        ("minimumDurationS", 0.5),
        ("minimumDurationS", 86_401),
        ("cooldownS", "600"),
        ("thresholdRatio", 1.01),
        ("maximumAgeS", 59),
        ("minimumFreshRatio", -0.1),
        ("quietFrom", "24:00"),
        ("quietFrom", "9:00"),
        ("quietTo", "08:00:30"),
        ("quietTo", None),
        ("timeZone", "Europe/Atlantis"),
        ("timeZone", "../../etc/passwd"),
        ("quietOnHolidays", 1),
        ("holidays", ["2026-12-07"] * 61),
        ("holidays.0", ["2026-02-30"]),
        ("holidays.1", ["2026-12-07", 20_000]),
        ("holdOutRatio", 0.51),
        ("wattsPerMember", 0),
        ("responseRatio", 0),
        ("extra", 1),
    ],
)
async def test_a_field_of_the_policy_does_not_fit(edge: Edge, name: str, value: Any) -> None:
    body = SOLARA | {"surplusPolicy": POLICY | {name.partition(".")[0]: value}}

    assert await refused_fields(edge, "POST", "/community", body) == {f"surplusPolicy.{name}"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"commissionedOn": None}, "commissionedOn"),
        ({"meterKind": "GESIS"}, "transformationConstant"),
        ({"transformationConstant": 25}, "transformationConstant"),
    ],
)
async def test_settings_that_contradict_one_another(
    edge: Edge, changes: dict[str, Any], field: str
) -> None:
    """R3, R9"""
    fields = await refused_fields(edge, "POST", "/facility", HOUSE | changes, "invalid_settings")

    assert fields == {field}


@pytest.mark.parametrize(
    "valid_from", ["2026-06-21", "2026-06-21T09:00:00", "0", 0, "0001-01-01T00:00:00+10:00"]
)
async def test_an_effective_date_is_an_instant(edge: Edge, valid_from: Any) -> None:
    facility, community = await edge.add_facility(), await edge.found_community()
    requests = [
        (f"/facility/{facility}/device", {"deviceId": "m-1", "validFrom": valid_from}),
        (f"/community/{community}/facility/{facility}", {"validFrom": valid_from}),
    ]

    for path, body in requests:
        answer = await edge.ask("PUT", path, ANNA, body)
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == ["validFrom"]


@pytest.mark.parametrize(
    ("valid_from", "code"),
    [("2026-06-21T12:00:01+02:00", "in_future"), ("1999-12-31T23:59:59Z", "too_early")],
)
async def test_an_effective_date_is_neither_ahead_nor_absurd(
    edge: Edge, valid_from: str, code: str
) -> None:
    facility = await edge.add_facility()
    body = {"deviceId": "meter-1", "validFrom": valid_from}

    answer = await edge.ask("PUT", f"/facility/{facility}/device", ANNA, body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_valid_from")
    assert [error["code"] for error in answer.json()["errors"]] == [code]


@pytest.mark.parametrize("limit", ["0", "-1", "501", "many", "1.5", "null"])
async def test_a_page_has_a_limit(edge: Edge, limit: str) -> None:
    community, facility = await edge.found_community(ANNA), await edge.add_facility()
    lists = [
        "/community",
        "/user/community",
        "/user/facility",
        f"/community/{community}/facility",
        f"/community/{community}/device",
        f"/community/{community}/offer",
        f"/facility/{facility}/offer",
    ]

    for path in lists:
        answer = await edge.ask("GET", path, ANNA, limit=limit)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "limit"), path


async def test_a_body_has_a_limit(edge: Edge) -> None:
    answer = await edge.ask("POST", "/facility", ANNA, HOUSE | {"name": "x" * 20_000})

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
optional = ("plantSource", "storageEfficiency", "surplusPolicy")
fields = st.sampled_from([*HOUSE, *optional, "marketZone", "validFrom", "deviceId", "role"])
anything = st.dictionaries(fields, json_values, max_size=4)


@settings(max_examples=30, deadline=None)
@given(changes=anything, base=st.sampled_from([{}, HOUSE, SOLARA]))
async def test_no_body_is_a_fault_of_ours(changes: dict[str, Any], base: dict[str, Any]) -> None:
    async with open_edge() as edge:
        facility, community = await edge.add_facility(), await edge.found_community()
        requests = [
            ("POST", "/facility"),
            ("POST", "/community"),
            ("PUT", f"/facility/{facility}"),
            ("PUT", f"/facility/{facility}/device"),
            ("PUT", f"/community/{community}/facility/{facility}"),
            ("PUT", f"/user/{BRUNO}/facility/{facility}"),
        ]
        for method, path in requests:
            answer = await edge.client.request(
                method,
                path,
                content=as_json(base | changes),
                headers=edge.issuer.headers(ANNA) | {"content-type": "application/json"},
            )
            assert answer.status_code < 500, answer.text


def as_json(value: Any) -> bytes:
    """Also what httpx refuses to write: NaN, half a surrogate pair."""
    return json.dumps(value).encode()
