"""Months of communities that are settled."""

from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from devstack.people.connection import ApiProblem
from devstack.people.person import Person

A_MONTH: Final = "2026-06"
"""Of which nothing is known."""
_ROME: Final = ZoneInfo("Europe/Rome")


async def books_know(repres: Person, community_id: UUID) -> bool:
    """Whether the representative can ask for settlements: the registry's news travels."""
    path = f"/energy-data/community/{community_id}/settlement?year=2026"
    try:
        await repres.account.request("GET", path)
    except ApiProblem:
        return False
    return True


async def a_settled_month(repres: Person, community_id: str) -> str:
    """This month has two versions, by two policies, and a statement of GSE; its name."""
    month = f"{datetime.now(_ROME):%Y-%m}"
    community = f"/energy-data/community/{community_id}"
    settlement = f"{community}/settlement/{month}"
    policy = {"parts": {"equal": 1}, "validFrom": month, "note": "Equal from now on"}
    request = repres.account.request
    await request("POST", settlement)
    await request("PUT", f"{community}/distribution-policy", body=policy)
    await request("POST", settlement)
    paid = {"lines": [{"premiumEur": 1}]}
    await request("POST", f"{settlement}/gse-statement", body=paid)
    return month
