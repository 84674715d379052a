"""A history on its own, of whatever has one: without present power, so that it can be kept."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from libs.chassis.auth import CurrentPrincipal
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Resolution
from services.energy.inbound.http.history.closed_periods import KEPT, keeping, unless_known
from services.energy.inbound.http.history.items import HistoryAnswer, history_answer, rows
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
from services.energy.usecases.history.questions import HistoryQuestion
from services.energy.usecases.history.read_history import ReadHistory
from services.energy.usecases.history.sources import Source, Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryParts:
    """What the operations call."""

    sources: Sources
    read: ReadHistory


def asked_question(
    start: Start = None,
    end: End = None,
    resolution: AskedResolution = None,
    basis: AskedBasis = Basis.MEASURED,
) -> HistoryQuestion:
    """What is asked for by a request's query."""
    return HistoryQuestion(start, end, resolution or Resolution.QUARTER, basis)


AskedQuestion = Annotated[HistoryQuestion, Depends(asked_question)]


def closed_history_operations(parts: HistoryParts) -> APIRouter:
    """`GET .../history` of a facility, a device, a community."""
    router = APIRouter(prefix="/energy-data", tags=["energy"], responses=PROBLEMS)

    async def answer(source: Source, question: HistoryQuestion, request: Request) -> Response:
        asked = await parts.read.asked(source, question)
        headers = keeping(await parts.read.fingerprint(asked), form="json")
        if known := unless_known(request, headers):
            return known
        read = await parts.read.read(asked)
        response = json_answer(history_answer(read), history=rows(read))
        response.headers.update(headers)
        return response

    @router.get("/facility/{facilityId}/history", response_model=HistoryAnswer, responses=KEPT)
    async def read_facility_history(
        facility_id: FacilityId, caller: CurrentPrincipal, question: AskedQuestion, request: Request
    ) -> Response:
        """The history of a facility, with its gaps; a closed period's can be kept."""
        source = parts.sources.facility(facility_id, user_id=caller.user_id)
        return await answer(source, question, request)

    @router.get("/device/{deviceId}/history", response_model=HistoryAnswer, responses=KEPT)
    async def read_device_history(
        device_id: DeviceId, caller: CurrentPrincipal, question: AskedQuestion, request: Request
    ) -> Response:
        """What a device measured at facilities on which the caller has a role."""
        source = parts.sources.device(device_id, user_id=caller.user_id)
        return await answer(source, question, request)

    @router.get("/community/{communityId}/history", response_model=HistoryAnswer, responses=KEPT)
    async def read_community_history(
        community_id: CommunityId,
        caller: CurrentPrincipal,
        question: AskedQuestion,
        request: Request,
    ) -> Response:
        """Sums over a community's facilities, while they were in it, with the gaps."""
        source = parts.sources.community(community_id, user_id=caller.user_id)
        return await answer(source, question, request)

    return router
