"""The next version: what it would be, where it stands, and its commit and tag.

    make release                  a dry run: changes nothing
    make release ARGS=--apply     write, make the web build anew, commit, tag; pushes nothing
    make release ARGS=--check     the version, if every place and this commit's tag agree
    make release ARGS=--notes     the text of the version's release

`pyproject.toml` says the version; PLACES repeat it. The next one follows from the Conventional
Commits since the last tag (git-cliff, `[tool.git-cliff]`); its text is what stands under
Unreleased in CHANGELOG.md.
"""

# ruff: noqa: INP001, S603, T201  runs git and git-cliff on purpose

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parent.parent
_CLIFF: Final = Path(sys.executable).parent / "git-cliff"
_VERSION: Final = r"(\d+\.\d+\.\d+)"
_UNRELEASED: Final = "## [Unreleased]\n"


class Refused(Exception):  # noqa: N818  not an error of the program
    """The release cannot be made, and why."""


@dataclass(frozen=True)
class Place:
    """A file that says the version, `times` times, each as `pattern` has it in its only group."""

    path: str
    pattern: str
    times: int | None = 1

    def versions(self, root: Path) -> list[str]:
        """What it says. Raises Refused when it does not say it as often as it has to."""
        found = re.findall(self.pattern, (root / self.path).read_text(), re.MULTILINE)
        if not found or (self.times is not None and len(found) < self.times):
            raise Refused(f"{self.path} does not say its version where it is looked for")
        return found[: self.times]

    def write(self, root: Path, version: str) -> None:
        """Let it say this one; a file that does already is not touched, and nothing made anew."""
        path = root / self.path
        before = path.read_text()
        after = re.sub(
            self.pattern,
            lambda match: match[0].replace(match[1], version),
            before,
            count=self.times or 0,
            flags=re.MULTILINE,
        )
        if after != before:
            path.write_text(after)


SOURCE: Final = Place("pyproject.toml", rf'^version = "{_VERSION}"$')
PLACES: Final = (
    SOURCE,
    Place("libs/chassis/version.py", rf'^VERSION: Final = "{_VERSION}"$'),
    Place("app/package.json", rf'^  "version": "{_VERSION}",$'),
    Place("app/package-lock.json", rf'^ +"version": "{_VERSION}",$', times=2),
    Place("deploy/k8s/Chart.yaml", rf"^version: {_VERSION}$"),
    Place("deploy/k8s/Chart.yaml", rf'^appVersion: "{_VERSION}"$'),
    Place("compose.yaml", rf"\$\{{MERIGGIO_VERSION:-{_VERSION}\}}", times=None),
    Place("Dockerfile", rf"^ARG VERSION={_VERSION}$"),
)


def main(arguments: Sequence[str], root: Path = REPOSITORY) -> int:
    """Do what the arguments say. Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="make release", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    wanted = parser.add_mutually_exclusive_group()
    for name, meaning in (
        ("--apply", "write, commit and tag"),
        ("--check", "print the version if all agree"),
        ("--notes", "print the release's text"),
    ):
        wanted.add_argument(name, action="store_true", help=meaning)
    asked = parser.parse_args(arguments)
    try:
        version = agreed_version(root)
        if asked.check:
            print(checked_tag(root, version))
        elif asked.notes:
            print(notes(root, version))
        else:
            release(root, version, apply=asked.apply)
    except Refused as reason:
        print(f"error: {reason}", file=sys.stderr)
        return 1
    return 0


def agreed_version(root: Path) -> str:
    """The version that every place says. Raises Refused where one says another."""
    version = SOURCE.versions(root)[0]
    others = {p.path: v for p in PLACES for v in p.versions(root) if v != version}
    if others:
        said = ", ".join(f"{path} {other}" for path, other in others.items())
        raise Refused(f"{SOURCE.path} says {version}, but: {said}")
    return version


def checked_tag(root: Path, version: str) -> str:
    """The version, unless this commit has a tag of another one."""
    tags = _run(root, "git", "tag", "--points-at", "HEAD", "--list", "v*").split()
    if tags and f"v{version}" not in tags:
        raise Refused(f"the sources say {version}, the tag {', '.join(tags)}")
    return version


def section(changelog: str, heading: str) -> str:
    """What stands under `## [heading]`, without the heading."""
    found = re.search(
        rf"^## \[{re.escape(heading)}\][^\n]*\n(.*?)(?=^## \[|\Z)",
        changelog,
        re.MULTILINE | re.DOTALL,
    )
    return found[1].strip() if found else ""


def notes(root: Path, version: str) -> str:
    """CHANGELOG's section, then all commits, folded."""
    text = section((root / "CHANGELOG.md").read_text(), version)
    if not text:
        raise Refused(f"CHANGELOG.md has no section {version}")
    commits = _cliff(root, "--latest", "--strip", "all")
    return f"{text}\n\n<details><summary>All commits</summary>\n\n{commits}\n\n</details>"


def next_version(root: Path) -> str:
    """By the commits since the last tag; 0.1.0 without one. Raises Refused when none counts."""
    last = _run(root, "git", "tag", "--list", "v*", "--merged", "HEAD", "--sort=-v:refname").split()
    version = _cliff(root, "--bumped-version").removeprefix("v")
    if f"v{version}" in last:
        raise Refused(f"nothing since v{version} makes a version")
    return version


def release(root: Path, version: str, *, apply: bool) -> None:
    """Show the next release; make it when `apply`."""
    following = next_version(root)
    text = section((root / "CHANGELOG.md").read_text(), "Unreleased")
    if not text:
        raise Refused("CHANGELOG.md says nothing under Unreleased")
    print(f"version  {version} -> {following}")
    for place in PLACES:
        print(f"         {place.path} ({len(place.versions(root))})")
    print(f"tag      v{following}: images, chart and app of it, once it is pushed")
    print(f"commits  {_counted(root)}")
    print(f"\n## [{following}]\n\n{text}\n")
    if apply:
        _make(root, following, datetime.now(UTC).date())
    else:
        print("A dry run: nothing was changed. make release ARGS=--apply")


def _counted(root: Path) -> str:
    subjects = re.findall(
        r"^(?:- .*|\*\*(\w+)\*\*)$", _cliff(root, "--unreleased", "--strip", "all"), re.MULTILINE
    )
    kinds: dict[str, int] = {}
    kind = ""
    for heading in subjects:
        kind = heading or kind
        kinds[kind] = kinds.get(kind, 0) + (not heading)
    return ", ".join(f"{count} {name}" for name, count in kinds.items())


def _make(root: Path, version: str, day: date) -> None:
    """Write, build, commit, tag. Raises Refused when there are changes that are not committed."""
    if _run(root, "git", "status", "--porcelain", "--untracked-files=no"):
        raise Refused("there are changes that are not committed")
    for place in PLACES:
        place.write(root, version)
    path = root / "CHANGELOG.md"
    heading = f"{_UNRELEASED}\n## [{version}] - {day}\n"
    path.write_text(path.read_text().replace(_UNRELEASED, heading, 1))
    _run(root, "make", "app")
    changed = sorted({place.path for place in PLACES} | {"CHANGELOG.md", "app/web"})
    _run(root, "git", "add", "--all", "--", *changed)
    _run(root, "git", "commit", "--quiet", "-m", f"chore(release): {version}")
    _run(root, "git", "tag", "--annotate", f"v{version}", "-m", f"Meriggio {version}")
    print(f"made: commit and tag v{version}. To publish: git push origin HEAD v{version}")


def _cliff(root: Path, *arguments: str) -> str:
    return _run(root, str(_CLIFF), "--config", "pyproject.toml", *arguments)


def _run(root: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(f"{' '.join(command[:3])} failed: {done.stderr.strip()[-2000:]}")
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
