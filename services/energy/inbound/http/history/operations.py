"""Present power, recent energy and histories of facilities, devices and communities."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from libs.chassis.auth import CurrentPrincipal
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Resolution
from services.energy.inbound.http.history.models import (
    CommunityEnergyAnswer,
    DeviceEnergyAnswer,
    FacilityEnergyAnswer,
    community_answer,
    device_answer,
    facility_answer,
    history_rows,
)
from services.energy.inbound.http.parameters import (
    PROBLEMS,
    AskedBasis,
    AskedResolution,
    CommunityId,
    DeviceId,
    End,
    FacilityId,
    Start,
    json_answer,
)
from services.energy.usecases.history.community_energy import CommunityEnergy
from services.energy.usecases.history.device_energy import DeviceEnergy
from services.energy.usecases.history.facility_energy import FacilityEnergy
from services.energy.usecases.history.questions import HistoryQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryUseCases:
    """What the operations call."""

    facility_energy: FacilityEnergy
    device_energy: DeviceEnergy
    community_energy: CommunityEnergy


def _question(
    start: Start = None,
    end: End = None,
    resolution: AskedResolution = None,
    basis: AskedBasis = Basis.MEASURED,
) -> HistoryQuestion | None:
    if start is None and end is None and resolution is None and basis is Basis.MEASURED:
        return None
    return HistoryQuestion(start, end, resolution or Resolution.QUARTER, basis)


_Question = Annotated[HistoryQuestion | None, Depends(_question)]


def metered_operations(use_cases: HistoryUseCases) -> APIRouter:
    """For who has a role on the facility."""
    router = APIRouter(prefix="/energy-data", tags=["energy"], responses=PROBLEMS)

    @router.get("/facility/{facilityId}", response_model=FacilityEnergyAnswer)
    async def read_facility(
        facility_id: FacilityId,
        caller: CurrentPrincipal,
        question: _Question,
    ) -> Response:
        """Present power, energy of the last 24 hours and, when asked for, history."""
        metered = await use_cases.facility_energy(
            facility_id, user_id=caller.user_id, question=question
        )
        return json_answer(facility_answer(facility_id, metered), **history_rows(metered.history))

    @router.get("/device/{deviceId}", response_model=DeviceEnergyAnswer)
    async def read_device(
        device_id: DeviceId,
        caller: CurrentPrincipal,
        question: _Question,
    ) -> Response:
        """What the device measured at facilities on which the caller has a role."""
        metered = await use_cases.device_energy(
            device_id, user_id=caller.user_id, question=question
        )
        return json_answer(device_answer(device_id, metered), **history_rows(metered.history))

    return router


def community_operations(use_cases: HistoryUseCases) -> APIRouter:
    """For the representative, and who has a role on a facility in it."""
    router = APIRouter(prefix="/energy-data/community", tags=["community"], responses=PROBLEMS)

    @router.get("/{communityId}", response_model=CommunityEnergyAnswer)
    async def read_community(
        community_id: CommunityId,
        caller: CurrentPrincipal,
        question: _Question,
    ) -> Response:
        """Sums over the community's facilities, while they were in it."""
        totals = await use_cases.community_energy.totals(
            community_id, user_id=caller.user_id, question=question
        )
        return json_answer(community_answer(community_id, totals), **history_rows(totals.history))

    return router
