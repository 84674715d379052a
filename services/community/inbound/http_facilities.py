"""Operations on facilities and their devices (FR5 to FR7)."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response

from libs.chassis.auth import CurrentPrincipal
from services.community.domain.overview import FacilityOverview
from services.community.inbound.http_community_bodies import CommunitySummary
from services.community.inbound.http_facility_bodies import (
    ChangedFacilityBody,
    DeviceAnswer,
    DeviceBody,
    FacilityAnswer,
    FacilityBody,
    FacilityRemovedAnswer,
)
from services.community.inbound.http_fields import FacilityId
from services.community.inbound.http_idempotency import OptionalIdempotencyKey
from services.community.inbound.http_problems import CONFLICT, OF_ONE, TOO_MANY_REQUESTS
from services.community.inbound.http_versions import (
    CREATED_AND_TAGGED,
    READ_ONCE,
    TAGGED,
    VERSION_DIFFERS,
    IfMatch,
    created,
    tagged,
    unless_known,
)
from services.community.usecases.use_cases import UseCases


def facilities_router(use_cases: UseCases) -> APIRouter:
    """The operations under /facility, but for its users."""
    router = APIRouter(tags=["facility"])
    router.include_router(_new_facility(use_cases))
    router.include_router(_one_facility(use_cases), responses=OF_ONE)
    router.include_router(_communities(use_cases), responses=OF_ONE)
    router.include_router(_device(use_cases), responses=OF_ONE)
    return router


def _new_facility(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/facility")

    @router.post("", status_code=HTTPStatus.CREATED, responses=CONFLICT | CREATED_AND_TAGGED)
    async def create_facility(
        caller: CurrentPrincipal,
        body: FacilityBody,
        key: OptionalIdempotencyKey,
        response: Response,
    ) -> FacilityAnswer:
        """Add a facility; the caller becomes its owner (FR5.1)."""
        facility = await use_cases.create_facility(caller.user_id, body.to_settings(), key)
        answer = FacilityAnswer.of(FacilityOverview.of_new(facility))
        return created(answer, f"/facility/{facility.facility_id}", response)

    return router


def _one_facility(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/facility/{facilityId}")

    @router.get("", response_model=FacilityAnswer, responses=TAGGED | READ_ONCE)
    async def read_facility(
        caller: CurrentPrincipal, facility_id: FacilityId, request: Request, response: Response
    ) -> FacilityAnswer | Response:
        """A facility with its device and community, for everybody with a role in it."""
        answer = await shown_facility(use_cases, caller.user_id, facility_id)
        return unless_known(answer, request, response)

    @router.put("", responses=CONFLICT | TAGGED | VERSION_DIFFERS)
    async def change_facility(
        caller: CurrentPrincipal,
        facility_id: FacilityId,
        body: ChangedFacilityBody,
        expected: IfMatch,
        response: Response,
    ) -> FacilityAnswer:
        """Replace the settings; for owners (FR6.2)."""
        settings, since = body.to_settings(), body.valid_from
        await use_cases.change_facility(
            caller.user_id, facility_id, settings, expected, facts_from=since
        )
        return tagged(await shown_facility(use_cases, caller.user_id, facility_id), response)

    @router.delete("", responses=VERSION_DIFFERS)
    async def remove_facility(
        caller: CurrentPrincipal, facility_id: FacilityId, expected: IfMatch
    ) -> FacilityRemovedAnswer:
        """Remove the facility, its device with it; for owners (FR5.2)."""
        return FacilityRemovedAnswer.of(
            await use_cases.remove_facility(caller.user_id, facility_id, expected)
        )

    return router


def _communities(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/facility/{facilityId}/community")

    @router.get("")
    async def list_communities(
        caller: CurrentPrincipal, facility_id: FacilityId
    ) -> list[CommunitySummary]:
        """The community it belongs to, or none (R1); for everybody with a role in it."""
        found = await use_cases.list_facility_communities(caller.user_id, facility_id)
        return [CommunitySummary.of(community) for community in found]

    return router


def _device(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/facility/{facilityId}/device")

    @router.get("")
    async def list_devices(caller: CurrentPrincipal, facility_id: FacilityId) -> list[DeviceAnswer]:
        """The device that measures here, or none; for everybody with a role in the facility."""
        found = await use_cases.list_facility_devices(caller.user_id, facility_id)
        return [DeviceAnswer.of(device) for device in found]

    @router.put("", responses=CONFLICT | TOO_MANY_REQUESTS)
    async def attach_device(
        caller: CurrentPrincipal, facility_id: FacilityId, body: DeviceBody
    ) -> DeviceAnswer:
        """Associate a device, in place of the present one if any; for owners (FR7.1)."""
        interval = await use_cases.attach_device(
            caller.user_id, facility_id, body.device_id, body.valid_from, body.proof
        )
        return DeviceAnswer.of_interval(facility_id, interval)

    @router.delete("")
    async def detach_device(caller: CurrentPrincipal, facility_id: FacilityId) -> DeviceAnswer:
        """Free the device; for owners (FR7.2)."""
        interval = await use_cases.detach_device(caller.user_id, facility_id)
        return DeviceAnswer.of_interval(facility_id, interval)

    return router


async def shown_facility(use_cases: UseCases, caller: UUID, facility_id: UUID) -> FacilityAnswer:
    """The facility as the caller sees it."""
    return FacilityAnswer.of(await use_cases.read_facility(caller, facility_id))
