"""Who may do what (FR5.4, FR6.4, FR7.4, FR8.4, FR9.3, NF11): every operation as roles.txt has it.

These are also the thesis' component tests "unauthorized" (none, expired), "forbidden" (who is
answered 403) and "success" (who is answered 2xx) of each operation.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import httpx
import pytest

from devstack.supervisor.stack import Stack
from tests.api.aged_tokens import aged_token
from tests.api.operation import operations
from tests.api.role_matrix import ASKERS, ROWS, Row
from tests.api.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")
_FORBIDDEN_TO_NOBODY: Final[Mapping[str, str]] = {
    "POST /user/change-password": "403 with a wrong password",
    "POST /user/delete-account": "403 with a wrong password",
    "POST /user/passkey/start": "403 without a password, 10 minutes after the sign-in",
    "POST /user/zero-knowledge/change-password": "403 with a wrong password or proof",
}
_NEEDS_WHAT_NOBODY_HAS: Final = frozenset(
    {
        "GET /notification/unsubscribe",
        "POST /notification/unsubscribe",
        "POST /user/confirm",
        "POST /user/reset-password",
        "POST /user/passkey",
        "PUT /user/passkey/{passkeyId}",
        "DELETE /user/passkey/{passkeyId}",
        "POST /user/passkey/sign-in/finish",
        "POST /user/zero-knowledge/sign-in/finish",
        "POST /user/zero-knowledge/reset-password",
        "POST /user/zero-knowledge/confirm/start",
        "POST /user/zero-knowledge/delete-account",
    }
)
"""Of the cast: a code, a proof, a passkey, the link in a mail."""


@pytest.mark.parametrize("asker", ASKERS)
@pytest.mark.parametrize("row", ROWS, ids=str)
async def test_who_may(stage: Stage, row: Row, asker: str) -> None:
    answers = await stage.answers(row)
    assert answers[asker] == row.expected[asker], f"{row} asked by {asker}"


async def test_every_operation_is_in_the_matrix() -> None:
    """A new path fails here until roles.txt says who may use it."""
    assert {row.operation for row in ROWS} == {str(one) for one in operations()}


async def test_every_operation_succeeds_for_somebody_and_refuses_whom_it_says() -> None:
    for operation in operations():
        rows = [row for row in ROWS if row.operation == str(operation)]
        seen = {status for row in rows for status in row.expected.values()}
        if str(operation) not in _NEEDS_WHAT_NOBODY_HAS:
            assert any(status < 300 for status in seen), str(operation)
        if 403 in operation.statuses and str(operation) not in _FORBIDDEN_TO_NOBODY:
            assert 403 in seen, str(operation)
        if operation.needs_token:
            assert all(row.expected[asker] == 401 for row in rows for asker in ASKERS[:2])


async def test_only_its_age_makes_the_expired_token_a_bad_one(
    stack: Stack, stage: Stage, http: httpx.AsyncClient
) -> None:
    """So that the column "expired" is of tokens that are expired, and nothing else."""
    account = stage.cast.owner.account
    for age, expected in ((timedelta(minutes=9), 200), (timedelta(minutes=11), 401)):
        token = await aged_token(stack, account.user_id, await account.access_token(), age=age)
        answer = await http.get("/user/profile", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == expected
