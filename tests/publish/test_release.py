"""NF10: a release is proposed from commits, agrees in every place, and is made here only."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from scripts.release import PLACES, REPOSITORY, agreed_version, main, section

_MAKEFILE: Final = (
    ".PHONY: app\napp:\n\tmkdir -p app/web && cp app/package.json app/web/build.json\n"
)
_CHANGELOG: Final = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Live surplus.\n"


def _git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    return subprocess.run(
        ["git", *identity, *arguments], cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()


def _commit(root: Path, message: str) -> None:
    _git(root, "commit", "--quiet", "--allow-empty", "-m", message)


def _says_unreleased(root: Path, line: str) -> None:
    path = root / "CHANGELOG.md"
    path.write_text(path.read_text().replace("[Unreleased]\n", f"[Unreleased]\n\n- {line}\n", 1))
    _git(root, "add", "CHANGELOG.md")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small repository with this one's places of the version."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "test@example.org")
    for path in {place.path for place in PLACES}:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / path, tmp_path / path)
    for place in PLACES:
        place.write(tmp_path, "0.1.0")
    (tmp_path / "CHANGELOG.md").write_text(_CHANGELOG)
    (tmp_path / "Makefile").write_text(_MAKEFILE)
    _git(tmp_path, "init", "--quiet", "--initial-branch=main")
    _git(tmp_path, "add", "--all")
    _commit(tmp_path, "feat: a first part")
    return tmp_path


@pytest.fixture
def released(root: Path) -> Path:
    """The same, after its first release."""
    assert main(["--apply"], root) == 0
    return root


def test_here_all_places_agree_and_the_dry_run_is_understood(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=REPOSITORY, capture_output=True, check=True
    )

    assert main(["--check"]) == 0
    assert capsys.readouterr().out.strip() == agreed_version(REPOSITORY)
    after = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=REPOSITORY, capture_output=True, check=True
    )
    assert before.stdout == after.stdout


def test_a_dry_run_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], root) == 0

    said = capsys.readouterr().out
    assert "version  0.1.0 -> 0.1.0" in said
    assert "- Live surplus." in said
    assert "1 Features" in said
    assert _git(root, "status", "--porcelain") == ""
    assert _git(root, "tag") == ""


def test_the_first_release_is_0_1_0_and_its_changelog_begins_anew(released: Path) -> None:
    text = (released / "CHANGELOG.md").read_text()

    assert section(text, "Unreleased") == ""
    assert section(text, "0.1.0") == "### Added\n\n- Live surplus."
    assert re.search(r"^## \[0\.1\.0\] - \d{4}-\d\d-\d\d$", text, re.MULTILINE)
    assert _git(released, "describe", "--exact-match") == "v0.1.0"
    assert _git(released, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("message", "version"),
    [
        ("fix(energy): a sum", "0.1.1"),
        ("perf: faster", "0.1.1"),
        ("feat(app): a screen", "0.2.0"),
        ("feat(bus)!: another subject", "0.2.0"),
        ("fix: a field\n\nBREAKING CHANGE: it is gone", "0.2.0"),
    ],
)
def test_commits_decide_what_the_next_version_is(
    released: Path, message: str, version: str
) -> None:
    _says_unreleased(released, "Something.")
    _commit(released, message)

    assert main(["--apply"], released) == 0

    assert agreed_version(released) == version
    assert {v for place in PLACES for v in place.versions(released)} == {version}
    assert f'"version": "{version}"' in (released / "app/web/build.json").read_text()
    assert _git(released, "log", "-1", "--format=%s") == f"chore(release): {version}"
    assert main(["--check"], released) == 0


def test_what_changes_nothing_for_anybody_makes_no_version(
    released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _says_unreleased(released, "Something.")
    _commit(released, "docs: a word")

    assert main([], released) == 1
    assert "nothing since v0.1.0 makes a version" in capsys.readouterr().err


def test_a_release_that_says_nothing_is_refused(
    released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _commit(released, "feat: silently")

    assert main(["--apply"], released) == 1
    assert "Unreleased" in capsys.readouterr().err
    assert _git(released, "tag") == "v0.1.0"


def test_places_that_disagree_are_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    PLACES[-1].write(root, "0.3.0")

    assert main([], root) == 1
    assert "Dockerfile 0.3.0" in capsys.readouterr().err


def test_a_tag_of_another_version_is_refused(
    released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _commit(released, "feat: by hand")
    _git(released, "tag", "v0.9.0")

    assert main(["--check"], released) == 1
    assert "v0.9.0" in capsys.readouterr().err


def test_changes_that_are_not_committed_are_not_taken_along(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "Dockerfile").write_text((root / "Dockerfile").read_text() + "# by the way\n")

    assert main(["--apply"], root) == 1
    assert "not committed" in capsys.readouterr().err
    assert _git(root, "tag") == ""


def test_notes_are_the_section_and_the_commits(
    released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()

    assert main(["--notes"], released) == 0

    said = capsys.readouterr().out
    assert said.startswith("### Added\n\n- Live surplus.")
    assert "a first part" in said
