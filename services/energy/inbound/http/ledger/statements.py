"""Monthly statements of communities and facilities."""

from dataclasses import replace

from fastapi import APIRouter, Response

from libs.chassis.auth import CurrentPrincipal
from services.energy.inbound.http.ledger.parameters import AskedMonth, OfCommunity
from services.energy.inbound.http.ledger.statement_files import (
    AskedForm,
    StatementWriter,
    described,
)
from services.energy.inbound.http.ledger.statement_models import (
    FacilityStatementAnswer,
    StatementAnswer,
    facility_statement_answer,
    statement_answer,
)
from services.energy.inbound.http.parameters import PROBLEMS, CommunityId, FacilityId
from services.energy.usecases.ledger.read_statement import ReadStatement


def statement_operations(read: ReadStatement) -> APIRouter:
    """Of communities and of facilities."""
    router = APIRouter(prefix="/energy-data", tags=["statement"], responses=PROBLEMS)
    write = StatementWriter()

    @router.get(
        "/community/{communityId}/statement/{month}",
        response_model=StatementAnswer,
        responses=described(StatementAnswer),
    )
    async def read_community_statement(
        community_id: CommunityId, caller: CurrentPrincipal, asked: AskedMonth, form: AskedForm
    ) -> Response:
        """A month's statement: all lines for the representative, else sums and own lines."""
        found = await read.of_community(community_id, asked, user_id=caller.user_id)
        return await write.answer(found, form, statement_answer)

    @router.get(
        "/facility/{facilityId}/statement/{month}",
        response_model=FacilityStatementAnswer,
        responses=described(FacilityStatementAnswer),
    )
    async def read_facility_statement(
        *,
        facility_id: FacilityId,
        caller: CurrentPrincipal,
        asked: AskedMonth,
        form: AskedForm,
        community_id: OfCommunity = None,
    ) -> Response:
        """A facility's month, for who has a role on it."""
        question = replace(asked, community_id=community_id)
        found = await read.of_facility(facility_id, question, user_id=caller.user_id)
        return await write.answer(found, form, facility_statement_answer)

    return router
