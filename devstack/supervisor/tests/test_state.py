import json
import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from devstack.servers import leftovers
from devstack.servers.ports import LOOPBACK, free_port
from devstack.supervisor import state
from devstack.supervisor.events import StackError
from devstack.supervisor.secret import Secrets


def test_a_state_folder_in_use_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with (
        state.claimed(tmp_path),
        pytest.raises(StackError, match=rf"process {os.getpid()}.*--state.*--base-port"),
        state.claimed(tmp_path),
    ):
        pass
    with state.claimed(tmp_path):
        pass


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(StackError, match=r"cannot write.*--state"),
        state.claimed(tmp_path / "file/s"),
    ):
        pass


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10 * 1024**2))
    with pytest.raises(StackError, match=r"10 MB free .* 500 MB needed"):
        state.require_room([tmp_path / "not" / "there yet"])


def test_a_taken_port_is_told_with_part_holder_and_way_out() -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            StackError, match=rf"{port} \(nats, taken by .*{os.getpid()}.*--base-port"
        ):
            state.require_free_ports({"edge": free_port(), "nats": port})


def test_what_a_killed_run_left_is_ended_by_the_next(tmp_path: Path) -> None:
    left = subprocess.Popen([sys.executable, "-I", "-c", "import signal; signal.pause()"])
    leftovers.record(tmp_path, left.pid)
    with state.claimed(tmp_path):
        assert left.poll() is not None


def test_forgetting_removes_the_folder_but_nothing_that_is_none(tmp_path: Path) -> None:
    used, other = tmp_path / "used", tmp_path / "other"
    with state.claimed(used):
        pass
    other.mkdir()
    state.forget(used)
    assert not used.exists()
    with pytest.raises(StackError, match="not a state folder"):
        state.forget(other)
    state.forget(tmp_path / "never was")


def test_a_state_folder_in_use_is_not_forgotten(tmp_path: Path) -> None:
    with state.claimed(tmp_path), pytest.raises(StackError, match="already uses"):
        state.forget(tmp_path)


def test_secrets_stay_the_same_and_private(tmp_path: Path) -> None:
    first = Secrets(tmp_path)
    made = (first.gateway, first.of_role("energy"), first.key("user.codes"))
    again = Secrets(tmp_path)
    assert (again.gateway, again.of_role("energy"), again.key("user.codes")) == made
    assert len(set(made)) == 3
    kept = tmp_path / "secrets.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(json.loads(kept.read_text())) == 3
