"""What the ledger's operations take."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Path, Query

from services.energy.domain.basis import Basis
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.settlement import MAXIMUM_VERSIONS, SettlementKey
from services.energy.inbound.http.incentives import AskedModel
from services.energy.inbound.http.parameters import AskedBasis, CommunityId

Month = Annotated[
    str,
    Path(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="Of Rome, as 2026-01."),
]
Number = Annotated[
    int | None,
    Query(alias="version", ge=1, le=MAXIMUM_VERSIONS, description="The newest by default."),
]


def month_in(month: Month) -> date:
    """Its first day."""
    year, number = month.split("-")
    return date(int(year), int(number), 1)


MonthDay = Annotated[date, Depends(month_in)]


def _key(
    community_id: CommunityId,
    month: MonthDay,
    basis: AskedBasis = Basis.MEASURED,
    model: AskedModel = Model.TIP,
) -> SettlementKey:
    return SettlementKey(community_id, month, basis, model)


Key = Annotated[SettlementKey, Depends(_key)]
