"""What somebody is told who has not what the firmware's Linux program is built with."""

import shutil
import subprocess
from pathlib import Path

import pytest

from devstack.devices.program import build
from devstack.devices.settings import FleetError


def test_without_a_compiler_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/make" if name == "make" else None)
    assert build.what_is_missing() == ["gcc"]
    with pytest.raises(FleetError, match=r"needs gcc, .*apt-get install gcc .*libmosquitto-dev"):
        build.built_program()


def test_without_a_library_its_header_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")

    def preprocessor(words: list[str], **given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(words, int("mosquitto" in given["input"]), "", "")

    monkeypatch.setattr(subprocess, "run", preprocessor)
    assert build.what_is_missing() == ["mosquitto.h"]


def test_what_the_compiler_says_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failed = subprocess.CompletedProcess([], 2, "", "device.c: error: no such thing\n")
    monkeypatch.setattr(build, "PROGRAM", tmp_path / "posix" / "meriggio-device")
    monkeypatch.setattr(build, "what_is_missing", list)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(FleetError, match=r"could not be built:\ndevice.c: error: no such thing"):
        build.built_program()
