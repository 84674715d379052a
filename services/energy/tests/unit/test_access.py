"""FR3, section 5: who may ask, and what they are told when they may not."""

from uuid import UUID

import pytest

from services.energy.domain.calendar import EARLIEST, Period
from services.energy.domain.registry import Community
from services.energy.tests.samples import HOME, ROOF, at
from services.energy.tests.unit.edge import (
    ALICE,
    ALWAYS,
    BOB,
    CAROL,
    COMMUNITY,
    EVE,
    STRANGER,
    Edge,
    put_facility,
)


@pytest.mark.parametrize(
    ("path", "user", "status", "code"),
    [
        (f"facility/{HOME}", None, 401, "unauthenticated"),
        (f"facility/{HOME}", BOB, 403, "no_access"),
        (f"facility/{HOME}", CAROL, 403, "no_access"),
        (f"facility/{STRANGER}", ALICE, 404, "facility_not_found"),
        ("facility/not-an-id", ALICE, 400, "invalid_request"),
        ("device/meter-1", None, 401, "unauthenticated"),
        ("device/meter-1", BOB, 403, "no_access"),
        ("device/meter-9", ALICE, 404, "device_not_found"),
        ("device/" + "x" * 65, ALICE, 400, "invalid_request"),
        (f"community/{COMMUNITY}", None, 401, "unauthenticated"),
        (f"community/{COMMUNITY}", EVE, 403, "no_access"),
        (f"community/{STRANGER}", ALICE, 404, "community_not_found"),
        (f"community/{COMMUNITY}/shared-energy", EVE, 403, "no_access"),
        (f"community/{COMMUNITY}/shared-energy", None, 401, "unauthenticated"),
    ],
)
async def test_who_may_not_is_told_so(
    edge: Edge, path: str, user: UUID | None, status: int, code: str
) -> None:
    answer = await edge.get(path, user)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("user", [ALICE, BOB, CAROL])
async def test_members_and_the_representative_see_the_community(edge: Edge, user: UUID) -> None:
    edge.add_shed()

    assert (await edge.get(f"community/{COMMUNITY}", user)).status_code == 200


async def test_who_has_left_the_community_sees_it_no_more(edge: Edge) -> None:
    left = Period(EARLIEST, at(3_000))
    put_facility(edge.registry, ROOF, BOB, {"meter-2": ALWAYS}, version=2, member=left)

    assert (await edge.get(f"community/{COMMUNITY}", BOB)).status_code == 403


async def test_what_was_removed_is_not_found(edge: Edge) -> None:
    closed = {"meter-1": Period(EARLIEST, at(0))}
    put_facility(edge.registry, HOME, ALICE, closed, version=2, removed=True)
    edge.registry.put_community(Community(COMMUNITY, 2, removed=True, representative_id=None))

    for path in (f"facility/{HOME}", "device/meter-1", f"community/{COMMUNITY}"):
        assert (await edge.get(path)).status_code == 404
