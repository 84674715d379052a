"""NF11: signing keys are handed over in the real database, and never sealed by a wrong key."""

import base64
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import services.user
from libs.chassis.clock import SystemClock
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool
from libs.chassis.seal import Seal
from libs.chassis.testing.database import blocking, migrated_database
from operate.failures import Exit
from operate.tests.conftest import Meriggio
from services.user.outbound.postgres_keys import PostgresSigningKeys
from services.user.outbound.tokens import new_signing_key
from services.user.usecases.rotate_signing_keys import RotateSigningKeys

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def database_template(postgres_server_dsn: str) -> Iterator[str]:
    assert services.user.__file__ is not None
    folders = [OUTBOX_MIGRATIONS, Path(services.user.__file__).parent / "migrations"]
    with migrated_database(postgres_server_dsn, schema="users", folders=folders) as dsn:
        yield dsn


@pytest.fixture
def at_users(database_dsn: str, meriggio: Meriggio, monkeypatch: pytest.MonkeyPatch) -> Meriggio:
    """The user service has made its first keys."""

    async def make() -> None:
        async with connect_pool(database_dsn, schema="users") as pool:
            new_key = partial(new_signing_key, Seal(KEY))
            await RotateSigningKeys(PostgresSigningKeys(pool), new_key, SystemClock())()

    blocking(make())
    monkeypatch.setenv("MERIGGIO_USER_POSTGRES_DSN", database_dsn)
    monkeypatch.setenv("MERIGGIO_USER_KEY_ENCRYPTION_KEY", base64.urlsafe_b64encode(KEY).decode())
    return meriggio


def _keys(meriggio: Meriggio) -> dict[str, str]:
    listed = meriggio("keys", "list", "--json").answer["keys"]
    return {each["keyId"]: each["state"] for each in listed}


def _in_state(keys: dict[str, str], state: str) -> list[str]:
    return [key_id for key_id, each in keys.items() if each == state]


def test_the_next_key_signs_and_the_former_still_counts(at_users: Meriggio) -> None:
    before = _keys(at_users)
    assert at_users("keys", "rotate-signing").code == Exit.NOT_CONFIRMED
    assert at_users("keys", "rotate-signing", "--dry-run").code == Exit.DONE
    assert _keys(at_users) == before

    assert at_users("keys", "rotate-signing", "--yes").code == Exit.DONE

    after = _keys(at_users)
    assert _in_state(after, "active") == _in_state(before, "next")
    assert _in_state(after, "retired") == _in_state(before, "active")
    assert len(_in_state(after, "next")) == 1


def test_of_a_leaked_key_nothing_is_left(at_users: Meriggio) -> None:
    before = _keys(at_users)

    assert at_users("keys", "rotate-signing", "--leaked", "--yes").code == Exit.DONE

    after = _keys(at_users)
    assert not set(_in_state(before, "active")) & set(after)
    assert sorted(after.values()) == ["active", "next"]


def test_a_key_that_seals_otherwise_is_refused(
    at_users: Meriggio, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _keys(at_users)
    other = at_users("keys", "new", "--json").answer["key"]
    monkeypatch.setenv("MERIGGIO_USER_KEY_ENCRYPTION_KEY", other)

    assert at_users("keys", "rotate-signing", "--yes").code == Exit.USAGE
    assert _keys(at_users) == before


def test_health_asks_the_database_and_says_who_is_away(at_users: Meriggio) -> None:
    nobody = [f"--{name}-url=http://127.0.0.1:1" for name in ("user", "community", "energy")]

    said = at_users(*nobody, "health", "--json")

    assert said.code == Exit.TROUBLE
    states = {each["name"]: each["state"] for each in said.answer["checks"]}
    assert states["user"] == "away"
    assert states["database of user"] == "well"
    assert states["database of energy"] == "not asked"
