"""Settled months of a community, for its representative."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.paging import PAGED, Cursor, Cursors, Limit
from libs.chassis.problem import Responses, described_problem
from services.energy.domain.basis import Basis
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.settlement import MAXIMUM_VERSIONS, Settlement
from services.energy.inbound.http.incentives.operations import AskedModel
from services.energy.inbound.http.ledger.models import (
    DifferenceAnswer,
    SettlementAnswer,
    SettlementHead,
    YearAnswer,
    difference_answer,
    head_of,
    settlement_answer,
    year_answer,
)
from services.energy.inbound.http.ledger.parameters import Key, Number
from services.energy.inbound.http.parameters import PROBLEMS, AskedBasis, CommunityId, whole_answer
from services.energy.metrics import ledger as metrics
from services.energy.usecases.ledger.read_settlements import (
    OtherSide,
    ReadSettlements,
    SettleMonth,
)

_REFUSED: Final[Responses] = described_problem(
    HTTPStatus.BAD_REQUEST, "The month has not begun."
) | described_problem(HTTPStatus.CONFLICT, f"It has {MAXIMUM_VERSIONS} versions already.")
_VERSION: Final = re.compile(r"[0-9]{1,4}", re.ASCII)
_PLACES: Final[Cursors[int]] = Cursors(Annotated[int, Query(ge=1, le=MAXIMUM_VERSIONS)])


def _other(
    number: Annotated[
        int | None,
        Query(
            alias="otherVersion",
            ge=1,
            le=MAXIMUM_VERSIONS,
            description="Held against it; the one before by default, of another basis the newest.",
        ),
    ] = None,
    basis: Annotated[
        Basis | None, Query(alias="otherBasis", description="The same by default.")
    ] = None,
) -> OtherSide:
    return OtherSide(basis=basis, number=number)


_Other = Annotated[OtherSide, Depends(_other)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerUseCases:
    """What the operations call."""

    settle: SettleMonth
    read: ReadSettlements


def settlement_operations(use_cases: LedgerUseCases) -> APIRouter:
    """Below a community."""
    router = APIRouter(
        prefix="/energy-data/community/{communityId}/settlement",
        tags=["settlement"],
        responses=PROBLEMS,
    )
    _add_months(router, use_cases)
    _add_versions(router, use_cases)
    _add_difference(router, use_cases)
    return router


def _add_months(router: APIRouter, use_cases: LedgerUseCases) -> None:
    @router.get("")
    async def read_year(
        community_id: CommunityId,
        caller: CurrentPrincipal,
        year: Annotated[int, Query(ge=2000, le=2099)],
        basis: AskedBasis = Basis.MEASURED,
        model: AskedModel = Model.TIP,
    ) -> YearAnswer:
        """Months of a year that are settled, and their sums; for the representative."""
        months = await use_cases.read.year(community_id, year, basis, model, user_id=caller.user_id)
        return year_answer(community_id, year, basis, model, months)

    @router.post(
        "/{month}",
        response_model=SettlementAnswer,
        responses=_REFUSED
        | {HTTPStatus.CREATED.value: {"model": SettlementAnswer, "description": "A new version."}},
    )
    async def settle_month(key: Key, caller: CurrentPrincipal) -> Response:
        """Settle a month as it is known now: 201 with a new version, 200 where nothing changed.

        Ended months are settled by themselves, an hour or two after their last change.
        """
        settlement, added = await use_cases.settle(key, user_id=caller.user_id)
        (metrics.SETTLED if added else metrics.UNCHANGED).labels("yes").inc()
        return whole_answer(
            settlement_answer(settlement), HTTPStatus.CREATED if added else HTTPStatus.OK
        )

    @router.get("/{month}")
    async def read_settlement(
        key: Key, caller: CurrentPrincipal, number: Number = None
    ) -> SettlementAnswer:
        """A settled month with all of its lines; for the representative."""
        found = await use_cases.read.one(key, user_id=caller.user_id, number=number)
        return settlement_answer(found)


def _add_versions(router: APIRouter, use_cases: LedgerUseCases) -> None:
    @router.get("/{month}/version", responses=PAGED)
    async def list_versions(
        *,
        key: Key,
        caller: CurrentPrincipal,
        request: Request,
        response: Response,
        limit: Annotated[Limit, Query(le=50)] = 20,
        cursor: Cursor = None,
    ) -> list[SettlementHead]:
        """Versions of a month, the newest first; none is ever changed."""
        found = await use_cases.read.versions(
            key, user_id=caller.user_id, before=_PLACES.read(cursor), limit=limit + 1
        )
        shown = _PLACES.cut(found, limit, _number, request, response)
        return [head_of(settlement) for settlement in shown]

    @router.get("/{month}/version/{number}")
    async def read_version(
        key: Key,
        caller: CurrentPrincipal,
        number: Annotated[str, Path(max_length=64, description="The version's, from 1.")],
    ) -> SettlementAnswer:
        """A version as it was computed then."""
        known = int(number) if _VERSION.fullmatch(number) else 0
        found = await use_cases.read.one(key, user_id=caller.user_id, number=known)
        return settlement_answer(found)


def _add_difference(router: APIRouter, use_cases: LedgerUseCases) -> None:
    @router.get("/{month}/difference")
    async def compare_settlements(
        key: Key, caller: CurrentPrincipal, other: _Other, number: Number = None
    ) -> DifferenceAnswer:
        """What changed between two versions, or lies between the two bases, line by line."""
        found = await use_cases.read.difference(
            key, user_id=caller.user_id, number=number, other=other
        )
        return difference_answer(found)


def _number(settlement: Settlement) -> int:
    return settlement.number
