"""The thesis' paths and methods are there; more may be."""

from typing import Final

import pytest

from tests.api.operation import operations

_COMMUNITY: Final = (
    "GET /community",
    "POST /community",
    "GET /community/{communityId}",
    "PUT /community/{communityId}",
    "DELETE /community/{communityId}",
    "GET /community/{communityId}/device",
    "GET /community/{communityId}/facility",
    "PUT /community/{communityId}/facility/{facilityId}",
    "DELETE /community/{communityId}/facility/{facilityId}",
    "POST /facility",
    "GET /facility/{facilityId}",
    "PUT /facility/{facilityId}",
    "DELETE /facility/{facilityId}",
    "GET /facility/{facilityId}/device",
    "PUT /facility/{facilityId}/device",
    "DELETE /facility/{facilityId}/device",
    "GET /facility/{facilityId}/community",
    "GET /facility/{facilityId}/user",
    "GET /user/facility",
    "GET /user/community",
    "PUT /user/{userId}/facility/{facilityId}",
    "DELETE /user/{userId}/facility/{facilityId}",
)
_ENERGY: Final = (
    "POST /energy-data/",
    "GET /energy-data/device/{deviceId}",
    "GET /energy-data/community/{communityId}",
    "GET /energy-data/facility/{facilityId}",
)


@pytest.mark.parametrize("operation", _COMMUNITY + _ENERGY)
def test_an_operation_of_the_thesis_is_there(operation: str) -> None:
    assert operation in {str(one) for one in operations()}
