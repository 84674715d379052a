"""The app's web build, which is committed so that a machine without Node shows the app.

    app_web.py export    make app/web anew, with its stamp
    app_web.py check     is the build the one of these sources?
    app_web.py rebuild   export once more into build/, and compare byte by byte

The stamp says of which sources, lock file and API descriptions the build is, and what is in it.
Needs Python alone, but for exporting: Node and app/node_modules.
"""

# ruff: noqa: INP001, S603, T201  runs a program on purpose, and speaks to who called it

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
APP: Final = ROOT / "app"
WEB: Final = APP / "web"
STAMP: Final = "stamp.json"
_SOURCE_FOLDERS: Final = ("src", "assets", "public", "bundling")
_SOURCE_FILES: Final = (
    "app.config.ts",
    "babel.config.js",
    "metro.config.js",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
)
_OF_TESTS: Final = ("__tests__", "testing")
_QUIET: Final = {"CI": "1", "EXPO_OFFLINE": "1", "EXPO_NO_TELEMETRY": "1", "NODE_ENV": "production"}
_EXPORT_S: Final = 900


def sources_digest() -> str:
    """SHA-256 over names and contents of everything that the build is made of."""
    return _digest(ROOT, _sources())


def _sources() -> Iterator[Path]:
    yield from (ROOT / "docs" / "reference").glob("openapi-*.json")
    yield from (APP / name for name in _SOURCE_FILES if (APP / name).exists())
    for folder in _SOURCE_FOLDERS:
        for path in (APP / folder).rglob("*"):
            if path.is_file() and not set(_OF_TESTS) & set(path.parts):
                yield path


def build_files(folder: Path) -> list[Path]:
    """Everything of a build but its stamp."""
    return [path for path in folder.rglob("*") if path.is_file() and path.name != STAMP]


def stamp_of(folder: Path) -> dict[str, object]:
    """What the stamp of a build in this folder has to say."""
    files = build_files(folder)
    return {
        "sources": sources_digest(),
        "files": len(files),
        "build": _digest(folder, iter(files)),
    }


def _digest(root: Path, paths: Iterator[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()


def export(folder: Path) -> None:
    """Make the web build in this folder. Raises CalledProcessError."""
    shutil.rmtree(folder, ignore_errors=True)
    command = ["npx", "expo", "export", "--platform", "web", "--output-dir", str(folder)]
    # The build is for whatever origin serves it: nothing of this machine goes in.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MERIGGIO_")}
    subprocess.run(command, cwd=APP, env=kept | _QUIET, check=True, timeout=_EXPORT_S)
    (folder / "metadata.json").unlink(missing_ok=True)
    link_pieces(folder)


def link_pieces(folder: Path) -> None:
    """Name in the start page the scripts that come later: browsers fetch them when they are idle.

    What is named there the service worker keeps (app/public/sw.js), so that all works offline.
    """
    page = folder / "index.html"
    text = page.read_text()
    scripts = (f"/{path.relative_to(folder).as_posix()}" for path in folder.rglob("_expo/**/*.js"))
    later = [path for path in sorted(scripts) if f'"{path}"' not in text]
    links = "".join(f'<link rel="prefetch" as="script" href="{path}" />' for path in later)
    page.write_text(text.replace("</head>", f"{links}</head>"))


def complaints() -> list[str]:
    """What is wrong with the committed build; empty when nothing is."""
    try:
        stamp = json.loads((WEB / STAMP).read_text())
    except FileNotFoundError:
        return ["there is no web build"]
    wanted = stamp_of(WEB)
    words = {
        "sources": "the web build is of other sources",
        "files": f"the web build has {wanted['files']} files instead of {stamp.get('files')}",
        "build": "the web build was changed after it was made",
    }
    return [text for key, text in words.items() if stamp.get(key) != wanted[key]]


def _export_and_stamp() -> int:
    export(WEB)
    stamp = stamp_of(WEB)
    (WEB / STAMP).write_text(json.dumps(stamp, indent=2) + "\n")
    print(f"app/web: {stamp['files']} files")
    return 0


def _check() -> int:
    wrong = complaints()
    for complaint in wrong:
        print(f"error: {complaint}; make app makes it anew", file=sys.stderr)
    return 1 if wrong else 0


def _rebuild() -> int:
    folder = ROOT / "build" / "app-web"
    export(folder)
    fresh, committed = _contents(folder), _contents(WEB)
    names = sorted(fresh.keys() | committed.keys())
    differing = [name for name in names if fresh.get(name) != committed.get(name)]
    for name in differing:
        print(f"error: {name} differs from what these sources make", file=sys.stderr)
    print(f"exported once more: {len(fresh)} files, {len(differing)} differ")
    return 1 if differing else 0


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in build_files(folder)}


_COMMANDS: Final = {"export": _export_and_stamp, "check": _check, "rebuild": _rebuild}


def main(arguments: list[str]) -> int:
    """Returns the exit status."""
    if len(arguments) != 1 or arguments[0] not in _COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    return _COMMANDS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
