"""A broker is told by SIGHUP, and a process that SIGHUP would end is left alone."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.device_gateway.outbound.pki.broker_reload import (
    CommandBroker,
    NamedBroker,
    PidFileBroker,
)
from services.device_gateway.ports.list_keeping import BrokerAwayError


@pytest.fixture
def deaf() -> Iterator["subprocess.Popen[bytes]"]:
    """As a broker that has only just started."""
    process = subprocess.Popen(["sleep", "60"], restore_signals=True)
    yield process
    process.kill()
    process.wait()


def test_the_process_of_a_pid_file_gets_the_signal(tmp_path: Path) -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGHUP, lambda number, _frame: heard.append(number))
    try:
        (tmp_path / "pid").write_text(f"{os.getpid()}\n")
        PidFileBroker(tmp_path / "pid").reload()
    finally:
        signal.signal(signal.SIGHUP, before)
    assert heard == [signal.SIGHUP]


def test_who_does_not_listen_yet_is_left_alone(
    tmp_path: Path, deaf: "subprocess.Popen[bytes]"
) -> None:
    (tmp_path / "pid").write_text(str(deaf.pid))
    with pytest.raises(BrokerAwayError, match="does not listen"):
        PidFileBroker(tmp_path / "pid").reload()
    assert deaf.poll() is None


@pytest.mark.parametrize("content", [None, "", "mosquitto", "0", "-1", "4194305"])
def test_no_process_is_no_broker(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "pid").write_text(content)
    with pytest.raises(BrokerAwayError):
        PidFileBroker(tmp_path / "pid").reload()


def test_nobody_of_that_name_is_no_broker() -> None:
    with pytest.raises(BrokerAwayError, match="no process is named"):
        NamedBroker("no-such-broker").reload()


def test_a_command_tells_the_broker_or_fails(tmp_path: Path) -> None:
    CommandBroker(f"touch '{tmp_path}/a file'").reload()
    assert (tmp_path / "a file").exists()
    for command in ("false", "/no/such/program"):
        with pytest.raises(BrokerAwayError):
            CommandBroker(command).reload()
