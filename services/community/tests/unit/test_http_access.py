"""Section 5: which operations there are, who may use them, and what others are told."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest

from services.community.domain.facility import FacilityRole
from services.community.domain.invitation import invite
from services.community.inbound.http import openapi_app
from services.community.tests.samples import ANNA, BRUNO, CARLA, DARIO, NOON, community, facility
from services.community.tests.unit.edge import HOUSE, SOLARA, UNKNOWN, Edge

OWNER, REPRESENTATIVE, STRANGER = ANNA, BRUNO, DARIO
VIEWER, MANAGER, GUEST = CARLA, UUID(int=910), UUID(int=911)
EVERYBODY = {OWNER, REPRESENTATIVE, VIEWER, MANAGER, STRANGER}
OF_FACILITY = {OWNER, MANAGER, VIEWER}
SUCCESSOR = {"userId": str(OWNER)}
INVITATION, GUESTS_ADDRESS = UUID(int=700), "guest@example.org"
EMAIL = {"email": "somebody@example.org", "role": "viewer"}
DEVICE, ROLE = {"deviceId": "meter-9"}, {"role": "viewer"}


@dataclass(frozen=True)
class Operation:
    """An operation on the facility and community of the world below, and who may use it."""

    method: str
    path: str
    allowed: set[UUID]
    body: Any = None
    hidden: bool = False
    """Others do not even learn that it is there."""

    def at(self, community: object, facility: object, invitation: object = INVITATION) -> str:
        return self.path.format(
            communityId=community, facilityId=facility, userId=GUEST, invitationId=invitation
        )


OPERATIONS = (
    Operation("GET", "/community", EVERYBODY),
    Operation("POST", "/community", EVERYBODY, SOLARA),
    Operation("GET", "/community/{communityId}", {REPRESENTATIVE, *OF_FACILITY}),
    Operation("PUT", "/community/{communityId}", {REPRESENTATIVE}, SOLARA),
    Operation("DELETE", "/community/{communityId}", {REPRESENTATIVE}),
    Operation("GET", "/community/{communityId}/device", {REPRESENTATIVE}),
    Operation("GET", "/community/{communityId}/facility", {REPRESENTATIVE, *OF_FACILITY}),
    Operation("GET", "/community/{communityId}/eligibility", {REPRESENTATIVE, *OF_FACILITY}),
    Operation("PUT", "/community/{communityId}/representative", {REPRESENTATIVE, OWNER}, SUCCESSOR),
    Operation("DELETE", "/community/{communityId}/representative", {REPRESENTATIVE, OWNER}),
    Operation("GET", "/community/{communityId}/offer", {REPRESENTATIVE}),
    Operation("GET", "/community/{communityId}/audit", {REPRESENTATIVE}),
    Operation("PUT", "/community/{communityId}/facility/{facilityId}", {REPRESENTATIVE, OWNER}),
    Operation("DELETE", "/community/{communityId}/facility/{facilityId}", {REPRESENTATIVE, OWNER}),
    Operation("POST", "/facility", EVERYBODY, HOUSE),
    Operation("GET", "/facility/{facilityId}", OF_FACILITY),
    Operation("PUT", "/facility/{facilityId}", {OWNER}, HOUSE),
    Operation("DELETE", "/facility/{facilityId}", {OWNER}),
    Operation("GET", "/facility/{facilityId}/device", OF_FACILITY),
    Operation("PUT", "/facility/{facilityId}/device", {OWNER}, DEVICE),
    Operation("DELETE", "/facility/{facilityId}/device", {OWNER}),
    Operation("GET", "/facility/{facilityId}/community", OF_FACILITY),
    Operation("GET", "/facility/{facilityId}/user", {OWNER, MANAGER}),
    Operation("GET", "/facility/{facilityId}/offer", {OWNER}),
    Operation("GET", "/facility/{facilityId}/audit", {OWNER}),
    Operation("POST", "/facility/{facilityId}/restore", {OWNER}),
    Operation("POST", "/community/{communityId}/restore", {REPRESENTATIVE}),
    Operation("GET", "/user/facility/removed", EVERYBODY),
    Operation("GET", "/user/community/removed", EVERYBODY),
    Operation("GET", "/user/facility", EVERYBODY),
    Operation("GET", "/user/community", EVERYBODY),
    Operation("POST", "/facility/{facilityId}/invitation", {OWNER}, EMAIL),
    Operation("GET", "/facility/{facilityId}/invitation", {OWNER}),
    Operation("DELETE", "/facility/{facilityId}/invitation/{invitationId}", {OWNER}),
    Operation("GET", "/user/invitation", EVERYBODY),
    Operation("POST", "/user/invitation/{invitationId}/accept", {STRANGER}, hidden=True),
    Operation("DELETE", "/user/invitation/{invitationId}", {STRANGER}, hidden=True),
    Operation("PUT", "/user/{userId}/facility/{facilityId}", {OWNER}, ROLE),
    Operation("DELETE", "/user/{userId}/facility/{facilityId}", {OWNER}),
)
ON_ONE = [each for each in OPERATIONS if "{" in each.path]
NAMES = [f"{each.method} {each.path}" for each in OPERATIONS]
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
each_on_one = pytest.mark.parametrize(
    "operation", ON_ONE, ids=[f"{each.method} {each.path}" for each in ON_ONE]
)


def world(edge: Edge) -> tuple[UUID, UUID]:
    """A facility with users and a device in a community."""
    solara = replace(community(founder=REPRESENTATIVE), proposed_representative_id=OWNER)
    house = facility(owner=OWNER).attach_device("meter-1", requested_from=None, now=NOON)
    roles = {VIEWER: "viewer", MANAGER: "manager", GUEST: "viewer"}
    for user, role in roles.items():
        house = house.grant(user, FacilityRole(role), NOON)
    house = house.join(solara, NOON, NOON)
    edge.registry.contents.communities[solara.community_id] = solara
    edge.registry.contents.facilities[house.facility_id] = house
    edge.know(STRANGER, GUESTS_ADDRESS)
    edge.registry.contents.invitations[INVITATION] = invite(
        house,
        edge.people.hash_of(GUESTS_ADDRESS),
        FacilityRole.VIEWER,
        invitation_id=INVITATION,
        caller=OWNER,
        open_at_facility=[],
        open_by_caller=0,
        now=NOON,
    )
    return solara.community_id, house.facility_id


def test_the_operations_are_exactly_these() -> None:
    paths = openapi_app().openapi()["paths"]

    described = [f"{method.upper()} {path}" for path in paths for method in paths[path]]

    assert sorted(described) == sorted(NAMES)


@each_operation
async def test_without_a_token_nobody_is_served(edge: Edge, operation: Operation) -> None:
    path = operation.at(UNKNOWN, UNKNOWN)

    for body in (operation.body, None):
        answer = await edge.ask(operation.method, path, None, body)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        assert answer.headers["content-type"] == "application/problem+json"
    broken = await edge.client.request(
        operation.method, path, content=b"{", headers={"content-type": "application/json"}
    )
    assert broken.status_code == 401


@each_on_one
async def test_who_lacks_the_role_is_refused_and_nothing_changes(
    edge: Edge, operation: Operation
) -> None:
    """FR5.4, FR6.4, FR7.4, FR8.4, FR9.3"""
    path = operation.at(*world(edge))
    before = edge.registry.contents

    for user in sorted(EVERYBODY - operation.allowed):
        answer = await edge.ask(operation.method, path, user, operation.body)
        if operation.hidden:
            expected = (404, {"invitation_not_found"})
        else:
            expected = (403, {"no_access", "not_owner", "not_representative"})
        assert answer.status_code == expected[0], (user, answer.text)
        assert answer.json()["code"] in expected[1]

    assert edge.registry.contents == before


@each_operation
async def test_who_has_the_role_is_served(edge: Edge, operation: Operation) -> None:
    path = operation.at(*world(edge))
    state = edge.registry.contents.copy()

    for user in sorted(operation.allowed):
        edge.registry.contents = state.copy()
        answer = await edge.ask(operation.method, path, user, operation.body)
        assert answer.is_success, (user, answer.text)


@each_on_one
async def test_what_is_unknown_is_not_found(edge: Edge, operation: Operation) -> None:
    community, facility = world(edge)
    unknown = [operation.at(UNKNOWN, facility), operation.at(community, UNKNOWN)]

    for path in set(unknown) - {operation.at(community, facility)}:
        for user in (OWNER, STRANGER):
            answer = await edge.ask(operation.method, path, user, operation.body)
            assert answer.status_code == 404, (path, answer.text)
            assert answer.json()["code"] in {"facility_not_found", "community_not_found"}


@each_on_one
async def test_an_id_that_is_none_does_not_fit(edge: Edge, operation: Operation) -> None:
    path = operation.at("nonsense", "nonsense", "nonsense")
    answer = await edge.ask(operation.method, path, OWNER, operation.body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")


async def test_anybody_may_give_up_their_own_role(edge: Edge) -> None:
    _, facility = world(edge)

    answer = await edge.ask("DELETE", f"/user/{VIEWER}/facility/{facility}", VIEWER)

    assert answer.json()["role"] == "viewer"
    assert (await edge.ask("GET", f"/facility/{facility}", VIEWER)).status_code == 403
