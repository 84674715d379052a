"""What this replica folds, and how."""

import re
from typing import Annotated, Final

from pydantic import BaseModel, Field, StringConstraints

_TEAM: Final = re.compile(r"^[A-Za-z0-9_-]{1,64}$")


class BalanceSettings(BaseModel):
    """Whose balances, and how long they wait for company."""

    replica_team: Annotated[str, StringConstraints(pattern=_TEAM)] | None = None
    """Replicas of the same team divide all communities among themselves, and take over from one
    that dies. Letters, digits, _ and -. Without a team this replica folds all, at once."""
    settle_s: float = Field(default=0.1, ge=0, le=60)
    """How long a change waits for the readings that devices sent at the same instant."""
    balance_keep_days: int = Field(default=90, ge=1, le=3_660)
    """For how long balances are kept by the minute, for trying policies on."""
