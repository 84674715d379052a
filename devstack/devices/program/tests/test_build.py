"""How the firmware's Linux program is built, and what is said where it cannot be."""

import asyncio
import os
import shutil
import subprocess
from asyncio.subprocess import DEVNULL
from pathlib import Path
from typing import Final

import pytest

from devstack.devices.program import build
from devstack.devices.settings import FleetError
from devstack.servers.unprivileged import REPOSITORY

_COMPILER: Final = """\
#!/bin/sh
mkdir "{folder}/working" 2>/dev/null || echo "$*" >>"{folder}/collisions"
while [ "$1" != -o ]; do shift; done
echo "part of it" >"$2"
rmdir "{folder}/working" 2>/dev/null
case "$2" in *meriggio-device*) exit {code} ;; esac
"""
"""In place of gcc: it notes when it runs twice at once, and ends with `code` when it links."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to build in; skips where there is no make."""
    if missing := [tool for tool in ("make", "flock") if shutil.which(tool) is None]:
        pytest.skip(f"{', '.join(missing)} is not here")
    return tmp_path


async def make_with_a_false_compiler(folder: Path, *, code: int = 0) -> int | None:
    """Its exit code."""
    compiler = folder / f"compiler-{code}"
    compiler.write_text(_COMPILER.format(folder=folder, code=code))
    compiler.chmod(0o700)
    words = (f"BUILD={folder / 'build'}", f"CC={compiler}", "posix")
    firmware = str(REPOSITORY / "firmware")
    made = await asyncio.create_subprocess_exec(
        "make", "-C", firmware, *words, stdout=DEVNULL, stderr=DEVNULL
    )
    return await made.wait()


async def test_two_builds_at_once_take_turns(folder: Path) -> None:
    codes = await asyncio.gather(*(make_with_a_false_compiler(folder) for _ in range(2)))
    assert codes == [0, 0]
    assert not (folder / "collisions").exists()


async def test_a_build_that_fails_leaves_the_program_that_was_there(folder: Path) -> None:
    program = folder / "build" / "posix" / "meriggio-device"
    program.parent.mkdir(parents=True)
    program.write_text("the whole of it")
    os.utime(program, (0, 0))
    assert await make_with_a_false_compiler(folder, code=1) != 0
    assert program.read_text() == "the whole of it"


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
