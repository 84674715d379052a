"""What the ledger's operations take."""

import re
from datetime import date
from typing import Annotated, Final

from fastapi import Depends, Path, Query

from libs.chassis.auth import CurrentPrincipal
from services.energy.domain.basis import Basis
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.errors import MonthNotFoundError
from services.energy.domain.ledger.settlement import MAXIMUM_VERSIONS, SettlementKey
from services.energy.inbound.http.distribution.models import month_named
from services.energy.inbound.http.incentives.operations import AskedModel
from services.energy.inbound.http.parameters import AskedBasis, CommunityId

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
