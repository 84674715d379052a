"""What an operator mends with `meriggio` is mended: on a running system, by its own doors."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from devstack.people.person import People, Person
from devstack.supervisor.operator_settings import FOLDER
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from operate.cli import run
from operate.failures import Exit
from tests.journeys.dead_letters import dead_letters
from tests.journeys.meter import meter, thesis_payload
from tests.village import PASSWORD, a_community, a_device_id, a_flat, a_home, a_user, a_village

pytestmark = pytest.mark.asyncio(loop_scope="session")
_LONG_AGO = timedelta(days=2)


@dataclass(frozen=True)
class _Typed:
    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        return json.loads(self.out)


class _Terminal:
    """`meriggio` with the settings that the stack leaves for it."""

    def __init__(
        self, stack: Stack, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self._folder = stack.folder / FOLDER
        self._capsys = capsys
        patch.setattr("operate.say.somebody_is_there", lambda: False)

    async def type(self, *words: object) -> _Typed:
        self._capsys.readouterr()
        given = ["--settings", str(self._folder), *(str(word) for word in words)]
        code = await asyncio.to_thread(run, given)
        said = self._capsys.readouterr()
        return _Typed(code, said.out, said.err)


@pytest.fixture
def terminal(
    stack: Stack, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> _Terminal:
    return _Terminal(stack, capsys, monkeypatch)


async def test_a_running_system_is_well(terminal: _Terminal) -> None:
    said = await terminal.type("health", "--json")

    ailing = [each for each in said.answer["checks"] if each["state"] != "well"]
    assert (said.code, ailing) == (Exit.DONE, [])


async def test_a_refused_reading_counts_once_its_device_is_on_a_facility(
    stack: Stack, olga: Person, terminal: _Terminal
) -> None:
    """FR4: and one that was mistyped once it is mended."""
    device_id = a_device_id()
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
    source = f"energy-data/{device_id}"

    async def number_of(payload: bytes) -> int:
        """Of the letter about it; its source has no other at that time."""
        async with meter(stack.mqtt, device_id) as device:
            await device.send(payload)

        async def is_kept() -> bool:
            return len(await dead_letters(stack, source)) == 1

        await eventually(is_kept, timeout_s=10)
        listed = (await terminal.type("dead-letters", "list", "--limit", 500, "--json")).answer
        [number] = [each["number"] for each in listed["letters"] if each["source"] == source]
        return int(number)

    early = await number_of(thesis_payload(device_id, 1234.0, at))
    refused = await terminal.type("dead-letters", "replay", early, "--yes")
    assert (refused.code, "refused again" in refused.out) == (Exit.TROUBLE, True)

    home = await a_home(olga, a_flat(), since=at - _LONG_AGO, device_id=device_id)

    async def is_taken() -> bool:
        return (await terminal.type("dead-letters", "replay", early, "--yes")).code == Exit.DONE

    await eventually(is_taken, timeout_s=10)
    mistyped = await number_of(b'{"deviceId": oops')
    fixed = stack.folder / "fixed.json"
    later = (at + timedelta(seconds=10)).isoformat()
    fixed.write_text(json.dumps({"deviceId": device_id, "energyValue": 1300, "timestamp": later}))
    mended = await terminal.type("dead-letters", "fix", mistyped, "--payload", fixed, "--yes")
    assert mended.code == Exit.DONE, mended.out + mended.err

    async def both_count() -> bool:
        energy = await olga.energy.facility(home.facility_id)
        return energy.power_consumed_w == 1300.0

    await eventually(both_count, timeout_s=10)
    assert await dead_letters(stack, source) == []


async def test_people_go_on_while_the_signing_key_is_rotated(
    people: People, terminal: _Terminal
) -> None:
    """NF11: who is signed in stays so, and who comes is let in."""
    rita = await a_user(people, "Rita")

    said = await terminal.type("keys", "rotate-signing", "--yes", "--json")

    assert said.code == Exit.DONE, said.err
    assert await rita.registry.facilities() == []
    await rita.account.sign_in()
    assert await rita.registry.facilities() == []


async def test_a_projection_is_made_anew_while_everything_runs(
    olga: Person, terminal: _Terminal
) -> None:
    home = await a_home(olga, a_flat())

    for name in ("registry", "accounts", "users"):
        said = await terminal.type("projections", "rebuild", name, "--yes", "--json")
        assert (said.code, said.answer["complete"]) == (Exit.DONE, True), said.err

    assert (await olga.energy.facility(home.facility_id)).history == ()


@asynccontextmanager
async def _password(patch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    patch.setenv("MERIGGIO_PASSWORD", PASSWORD)
    yield
    patch.delenv("MERIGGIO_PASSWORD")


async def test_the_first_representative_founds_a_community_and_exports_it(
    stack: Stack,
    people: People,
    terminal: _Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """FR8.1. Her account was made by sending the password: the server keeps a hash of it."""
    known = await a_user(people, "Paola")
    community = a_community()
    village = await a_village(known, community, [])
    email = known.account.identity.email
    async with _password(monkeypatch):
        founded = await terminal.type(
            *("representative", "create", "--email", email, "--community", "CER Nuova"),
            *("--substation", "AC001E00001", "--zone", "NORD", "--send-password", "--json"),
        )
        assert founded.code == Exit.DONE, founded.err
        assert founded.answer["accountIsNew"] is False

        listed = (await terminal.type("export", "list", "--email", email, "--json")).answer
        ids = {each["id"] for each in listed["exportable"]}
        assert {founded.answer["communityId"], str(village.community_id)} <= ids

        file = tmp_path / "history.csv"
        words = ("export", "history", "community", village.community_id, file, "--email", email)
        done = await terminal.type(*words, "--json")
        assert (done.code, done.answer["sizeBytes"]) == (Exit.DONE, file.stat().st_size)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, "whoever else uses the machine"
        assert (await terminal.type(*words)).code == Exit.NOT_CONFIRMED


async def test_a_stranger_s_code_is_asked_for_in_a_second_run(
    stack: Stack, people: People, terminal: _Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _password(monkeypatch):
        said = await terminal.type(
            *("representative", "create", "--email", f"{a_device_id()}@example.org"),
            *("--community", "CER Altra", "--substation", "AC001E00001", "--zone", "NORD"),
        )

    assert said.code == Exit.NOT_CONFIRMED
    assert "--sign-up-id" in said.err


async def test_a_batch_is_made_told_and_revoked(terminal: _Terminal, tmp_path: Path) -> None:
    batch = f"batch-{a_device_id()}"
    folder = ("--folder", tmp_path / "pki")
    assert (await terminal.type("pki", "init", *folder)).code == Exit.DONE
    made = await terminal.type("pki", "batch", batch, *folder, "--register", "--json")
    assert made.answer["registered"] is True
    words = ("certificates", "revoke-batch", batch, "--reason", "compromised")

    assert (await terminal.type(*words)).code == Exit.NOT_CONFIRMED
    assert (await terminal.type(*words, "--dry-run")).code == Exit.DONE
    assert (await terminal.type(*words, "--yes")).code == Exit.DONE

    listed = (await terminal.type("certificates", "batches", "--json")).answer["batches"]
    [revoked] = [each for each in listed if each["batchId"] == batch]
    assert revoked["claimSerials"] == [made.answer["claimSerial"]]
    assert revoked["reason"] == "compromised"
    assert (await terminal.type("certificates", "of", "nobody-1")).code == Exit.NOT_FOUND
    nobody = ("certificates", "revoke", "nobody-1", "--reason", "stolen", "--yes")
    assert (await terminal.type(*nobody)).code == Exit.NOT_FOUND


async def test_prices_of_an_operator_are_all_or_none(terminal: _Terminal, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    words = ("prices", "import", file, "--zone", "SARD", "--json")
    file.write_text("date,hour,price\n2026-11-01,1,100.5\n2026-11-01,77,90\n")
    assert (await terminal.type(*words)).code == Exit.USAGE
    file.write_text("date,hour,price\n2026-11-01,1,100.5\n2026-11-01,2,90\n")
    assert (await terminal.type(*words, "--dry-run")).answer["hoursAdded"] == 2

    assert (await terminal.type(*words)).answer["hoursAdded"] == 2
    assert (await terminal.type(*words)).answer["hoursUnchanged"] == 2


@pytest.mark.slow
async def test_an_official_curve_comes_in_and_goes_again(
    people: People, terminal: _Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await a_user(people, "Ugo")
    home = await a_home(owner, a_flat())
    file = tmp_path / "curve.csv"
    day = (datetime.now(UTC) - timedelta(days=1)).date()
    rows = [f"{day}T{n // 4:02}:{n % 4 * 15:02}:00+00:00,0.1" for n in range(96)]
    file.write_text("\n".join(["time,consumed kWh", *rows]))
    whose = ("--email", owner.account.identity.email)
    words = ("curves", "import", home.facility_id, file, *whose, "--json")
    async with _password(monkeypatch):
        assert (await terminal.type(*words, "--dry-run")).answer["quarterHours"] == 96
        listing = ("curves", "list", home.facility_id, *whose, "--json")
        assert (await terminal.type(*listing)).answer["imports"] == []

        done = await terminal.type(*words)

        assert done.code == Exit.DONE, done.err
        [imported] = (await terminal.type(*listing)).answer["imports"]
        assert imported["status"] == "applied"
        undo = ("curves", "undo", home.facility_id, imported["importId"], *whose)
        assert (await terminal.type(*undo)).code == Exit.NOT_CONFIRMED
        assert (await terminal.type(*undo, "--yes")).code == Exit.DONE
        [undone] = (await terminal.type(*listing)).answer["imports"]
        assert undone["status"] == "undone"
