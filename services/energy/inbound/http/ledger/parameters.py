"""What the ledger's operations take."""

import re
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Path, Query

from libs.chassis.auth import CurrentPrincipal
from services.energy.domain.basis import Basis
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.errors import MonthNotFoundError
from services.energy.domain.ledger.settlement import MAXIMUM_VERSIONS, SettlementKey
from services.energy.inbound.http.distribution.models import month_named
from services.energy.inbound.http.incentives.operations import AskedModel
from services.energy.inbound.http.parameters import AskedBasis, CommunityId
from services.energy.usecases.ledger.read_statement import Amounts, StatementQuestion

_MONTH: Final = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)
Month = Annotated[str, Path(max_length=64, description="A month of Rome, as 2026-01.")]
Number = Annotated[
    int | None,
    Query(alias="version", ge=1, le=MAXIMUM_VERSIONS, description="The newest by default."),
]


def month_in(_: CurrentPrincipal, month: Month) -> date:
    """Its first day, for who is signed in. Raises MonthNotFoundError."""
    if _MONTH.fullmatch(month) is None:
        raise MonthNotFoundError("months are 2000-01 to 2099-12")
    return month_named(month)


MonthDay = Annotated[date, Depends(month_in)]


def _key(
    community_id: CommunityId,
    month: MonthDay,
    basis: AskedBasis = Basis.MEASURED,
    model: AskedModel = Model.TIP,
) -> SettlementKey:
    return SettlementKey(community_id, month, basis, model)


Key = Annotated[SettlementKey, Depends(_key)]


def _asked(
    month: MonthDay,
    basis: AskedBasis = Basis.MEASURED,
    model: AskedModel = Model.TIP,
    number: Number = None,
    amounts: Annotated[
        Amounts,
        Query(
            description="`paid`: what GSE's newest statement pays, to the cent, by the shares of"
            " what was computed."
        ),
    ] = Amounts.COMPUTED,
) -> StatementQuestion:
    return StatementQuestion(month=month, basis=basis, model=model, number=number, amounts=amounts)


AskedMonth = Annotated[StatementQuestion, Depends(_asked)]
OfCommunity = Annotated[
    UUID | None,
    Query(
        alias="communityId",
        description="One it was in; by default the one it was in last in the month.",
    ),
]
