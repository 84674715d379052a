"""`make up` and `make down` say what is missing, and ask before they delete."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.deploy.compose_file import REPOSITORY

SCRIPT = str(REPOSITORY / "scripts" / "compose.sh")
RECORDS = 'echo "$@" >>"$RECORD"'
NO_COMPOSE = '[ "$1" != compose ]'
NO_DAEMON = '[ "$1" != info ]'


def run(
    folder: Path, *given: str, docker: str | None, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """With a `docker` of that behaviour, or none."""
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    if docker is not None:
        (programs / "docker").write_text(f"#!/bin/sh\n{docker}\n")
        (programs / "docker").chmod(0o755)
    for name in ("mkdir", "chmod", "id"):
        if not (programs / name).exists():
            (programs / name).symlink_to(f"/usr/bin/{name}" if name == "id" else f"/bin/{name}")
    return subprocess.run(
        ["/bin/sh", SCRIPT, *given],
        env={
            "PATH": str(programs),
            "RECORD": str(folder / "record"),
            "MERIGGIO_STATE": str(folder / "state"),
            "HOME": os.environ.get("HOME", "/"),
        },
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize(
    ("docker", "said"),
    [
        (None, "docker is not installed"),
        (NO_COMPOSE, "docker has no compose"),
        (NO_DAEMON, "no Docker daemon answers"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, docker: str | None, said: str) -> None:
    for action in ("up", "down"):
        done = run(tmp_path, action, docker=docker)
        assert done.returncode == 1
        assert done.stderr.startswith(f"error: {said}")


def commands(folder: Path) -> list[str]:
    """What docker was told, without what was only asked."""
    lines = (folder / "record").read_text().splitlines()
    return [line for line in lines if line not in {"compose version", "info"}]


def test_up_makes_secrets_first_and_takes_profiles(tmp_path: Path) -> None:
    done = run(tmp_path, "up", "--profile", "demo", "--no-build", docker=RECORDS)
    secrets, up = commands(tmp_path)

    assert done.returncode == 0, done.stderr
    assert secrets.startswith("compose --profile setup run --rm --build --no-deps --user ")
    assert up == "compose --profile demo up --detach --wait --remove-orphans --no-build"
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


def test_down_keeps_the_data_and_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "down", docker=RECORDS)

    assert commands(tmp_path) == ["compose --profile * down --remove-orphans"]
    assert "The data stays" in done.stdout


@pytest.mark.parametrize("typed", ["", "n\n", "\n"])
def test_nothing_is_deleted_unless_somebody_says_so(tmp_path: Path, typed: str) -> None:
    done = run(tmp_path, "down", "--volumes", docker=RECORDS, typed=typed)

    assert done.returncode == 1
    assert "This deletes the database" in done.stderr
    assert commands(tmp_path) == []


@pytest.mark.parametrize(("options", "typed"), [(["--volumes"], "y\n"), (["-v", "--yes"], "")])
def test_data_is_deleted_when_somebody_says_so(
    tmp_path: Path, options: list[str], typed: str
) -> None:
    done = run(tmp_path, "down", *options, docker=RECORDS, typed=typed)

    assert done.returncode == 0, done.stderr
    assert commands(tmp_path) == [f"compose --profile * down --remove-orphans {options[0]}"]
