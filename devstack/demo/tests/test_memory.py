import stat
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from devstack.demo import memory
from devstack.demo.memory import FoundedCommunity, FoundedMember
from devstack.supervisor.events import StackError


def test_what_is_saved_is_remembered_and_nobody_elses(tmp_path: Path) -> None:
    known = memory.load(tmp_path)
    known.demo = FoundedCommunity(
        name="Lake",
        community_id=UUID(int=1),
        since=datetime(2026, 1, 1, tzinfo=UTC),
        cooldown_s=14_400,
        members=(FoundedMember("meter-1", UUID(int=2), UUID(int=3)),),
    )
    memory.save(tmp_path, known)
    assert memory.load(tmp_path) == known
    assert stat.S_IMODE((tmp_path / "demo.json").stat().st_mode) == 0o600


def test_people_prove_their_password_unless_the_folder_is_from_before_they_did(
    tmp_path: Path,
) -> None:
    assert memory.load(tmp_path).proves
    (tmp_path / "demo.json").write_text('{"password": "sun-over-the-roofs"}')
    assert not memory.load(tmp_path).proves


def test_each_state_folder_has_a_password_of_its_own(tmp_path: Path) -> None:
    passwords = {memory.load(tmp_path).password for _ in range(5)}
    assert len(passwords) == 5
    assert all(len(password) >= 10 for password in passwords)


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text("{")
    with pytest.raises(StackError, match="make clean"):
        memory.load(tmp_path)
