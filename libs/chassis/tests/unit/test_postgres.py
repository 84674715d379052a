import asyncpg
import pytest

from libs.chassis.postgres import is_transient


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.DiskFullError("could not extend file"),
        asyncpg.OutOfMemoryError("out of memory"),
        asyncpg.TooManyConnectionsError("too many clients already"),
        asyncpg.CannotConnectNowError("the database system is starting up"),
        asyncpg.InternalClientError("cannot switch to state 15; another operation is in progress"),
        ConnectionRefusedError(),
        TimeoutError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_work_is_tried_again_while_the_server_is_away_or_has_no_room(error: Exception) -> None:
    assert is_transient(error)


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.UndefinedTableError("no such table"),
        asyncpg.UniqueViolationError("twice"),
        KeyError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_fault_of_ours_ends_the_process(error: Exception) -> None:
    assert not is_transient(error)
