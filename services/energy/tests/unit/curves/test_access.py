"""Who brings, undoes and looks at official curves, and of which time."""

from typing import Any
from uuid import UUID

import pytest

from services.energy.tests.unit.curves.stage import (
    ALICE,
    BORDER,
    CAROL,
    DAN,
    EVE,
    FILE,
    MAY,
    STRANGER,
    Stage,
)


@pytest.mark.parametrize(
    ("user", "file", "status"),
    [
        (None, FILE, 401),
        (STRANGER, FILE, 403),
        (EVE, FILE, 403),
        (ALICE, BORDER, 201),
        (CAROL, FILE, 201),
        (CAROL, MAY, 403),
        (CAROL, BORDER, 403),
        (DAN, FILE, 403),
        (DAN, MAY, 201),
    ],
)
async def test_who_brings_a_curve(stage: Stage, user: UUID | None, file: str, status: int) -> None:
    """An owner; who represents the community that the facility was in all that time."""
    looked_at = await stage.bring(file, user, dryRun=True)
    answer = await stage.bring(file, user)

    assert answer.status_code == status
    assert looked_at.status_code == (200 if status == 201 else status)


@pytest.mark.parametrize(
    ("user", "status"),
    [(None, 401), (STRANGER, 403), (EVE, 403), (DAN, 403), (CAROL, 204), (ALICE, 204)],
)
async def test_who_undoes_an_import(stage: Stage, user: UUID | None, status: int) -> None:
    made = (await stage.bring(FILE)).json()["imported"]["importId"]

    assert (await stage.undo(made, user)).status_code == status


@pytest.mark.parametrize(
    ("user", "status"),
    [(None, 401), (STRANGER, 403), (EVE, 200), (DAN, 200), (CAROL, 200), (ALICE, 200)],
)
async def test_who_looks(stage: Stage, user: UUID | None, status: int) -> None:
    assert (await stage.get("", user)).status_code == status
    assert (await stage.get("/difference", user)).status_code == status


async def test_a_representative_compares_the_time_of_membership(stage: Stage) -> None:
    await stage.bring(BORDER)
    period = {"from": "2026-05-01T00:00:00Z", "to": "2026-07-01T00:00:00Z"}

    async def official(user: UUID) -> Any:
        answer = (await stage.get("/difference", user, resolution="month", **period)).json()
        return sum(item["consumed"]["officialWh"] for item in answer["intervals"])

    assert [await official(user) for user in (ALICE, EVE, CAROL, DAN)] == [2.0, 2.0, 1.0, 1.0]
