"""Present power, recent energy and histories of facilities, devices and communities."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import AwareDatetime, BaseModel

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.problem import Responses, described_problem
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Resolution
from services.energy.inbound.http.history_models import (
    CommunityEnergyAnswer,
    DeviceEnergyAnswer,
    FacilityEnergyAnswer,
    SharedEnergyAnswer,
    community_answer,
    device_answer,
    facility_answer,
    shared_answer,
)
from services.energy.usecases.history.community_energy import CommunityEnergy
from services.energy.usecases.history.device_energy import DeviceEnergy
from services.energy.usecases.history.facility_energy import FacilityEnergy
from services.energy.usecases.history.questions import HistoryQuestion

_PROBLEMS: Final[Responses] = (
    described_problem(HTTPStatus.UNAUTHORIZED, "Not signed in.")
    | described_problem(HTTPStatus.FORBIDDEN, "No access to it.")
    | described_problem(HTTPStatus.NOT_FOUND, "There is no such thing.")
)
_Start = Annotated[
    AwareDatetime | None,
    Query(alias="from", description="RFC 3339 with zone; rounded down to a whole interval."),
]
_End = Annotated[
    AwareDatetime | None,
    Query(alias="to", description="RFC 3339 with zone, excluded; rounded up to a whole interval."),
]
_Resolution = Annotated[
    Resolution | None,
    Query(description="Days and months are Rome's; quarter by default; raw not of a community."),
]
_Basis = Annotated[
    Basis,
    Query(
        description="On whose measurements: the devices', or the distributor's official curves"
        " (quarter-hours and coarser, not of a device; as far as they have been imported)."
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryUseCases:
    """What the operations call."""

    facility_energy: FacilityEnergy
    device_energy: DeviceEnergy
    community_energy: CommunityEnergy


def _question(
    start: _Start = None,
    end: _End = None,
    resolution: _Resolution = None,
    basis: _Basis = Basis.MEASURED,
) -> HistoryQuestion | None:
    if start is None and end is None and resolution is None and basis is Basis.MEASURED:
        return None
    return HistoryQuestion(start, end, resolution or Resolution.QUARTER, basis)


_Question = Annotated[HistoryQuestion | None, Depends(_question)]


def metered_operations(use_cases: HistoryUseCases) -> APIRouter:
    """For who has a role on the facility."""
    router = APIRouter(prefix="/energy-data", tags=["energy"], responses=_PROBLEMS)

    @router.get("/facility/{facilityId}", response_model=FacilityEnergyAnswer)
    async def read_facility(
        facility_id: Annotated[UUID, Path(alias="facilityId")],
        caller: CurrentPrincipal,
        question: _Question,
    ) -> Response:
        """Present power, energy of the last 24 hours and, when asked for, history."""
        metered = await use_cases.facility_energy(
            facility_id, user_id=caller.user_id, question=question
        )
        return _json(facility_answer(facility_id, metered))

    @router.get("/device/{deviceId}", response_model=DeviceEnergyAnswer)
    async def read_device(
        device_id: Annotated[str, Path(alias="deviceId", max_length=64)],
        caller: CurrentPrincipal,
        question: _Question,
    ) -> Response:
        """What the device measured at facilities on which the caller has a role."""
        metered = await use_cases.device_energy(
            device_id, user_id=caller.user_id, question=question
        )
        return _json(device_answer(device_id, metered))

    return router


def community_operations(use_cases: HistoryUseCases) -> APIRouter:
    """For the representative, and who has a role on a facility in it."""
    router = APIRouter(prefix="/energy-data/community", tags=["community"], responses=_PROBLEMS)

    @router.get("/{communityId}", response_model=CommunityEnergyAnswer)
    async def read_community(
        community_id: Annotated[UUID, Path(alias="communityId")],
        caller: CurrentPrincipal,
        question: _Question,
    ) -> Response:
        """Sums over the community's facilities, while they were in it."""
        totals = await use_cases.community_energy.totals(
            community_id, user_id=caller.user_id, question=question
        )
        return _json(community_answer(community_id, totals))

    @router.get("/{communityId}/shared-energy", response_model=SharedEnergyAnswer)
    async def read_shared_energy(
        community_id: Annotated[UUID, Path(alias="communityId")],
        caller: CurrentPrincipal,
        start: _Start = None,
        end: _End = None,
        basis: _Basis = Basis.MEASURED,
    ) -> Response:
        """Shared energy by clock hour (R5); the last seven days by default."""
        shared = await use_cases.community_energy.shared(
            community_id, user_id=caller.user_id, question=HistoryQuestion(start, end, basis=basis)
        )
        return _json(shared_answer(community_id, shared))

    return router


def _json(answer: BaseModel) -> Response:
    # FastAPI would walk the answer twice more, in Python: 10,000 points are common.
    return Response(answer.model_dump_json(exclude_unset=True), media_type="application/json")
