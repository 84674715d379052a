"""Whose packages the app is made of: name, version, licence, holder, and the licences' texts.

    cd app && npx expo export --platform web --source-maps --output-dir /tmp/web
    python3 scripts/app_licences.py /tmp/web

Writes what the app's screen shows, `app/src/features/help/logic/packages.ts`, and
`app/public/licences.txt`. The packages are those that the export's source maps name, and those
that `package.json` asks for:
phones take some that a browser does without. Needs app/node_modules.
"""

# ruff: noqa: INP001, T201  a program that speaks to who called it

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
APP: Final = ROOT / "app"
MODULES: Final = APP / "node_modules"
LIST: Final = APP / "src" / "features" / "help" / "logic" / "packages.ts"
TEXTS: Final = APP / "public" / "licences.txt"
_OF_A_SOURCE: Final = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/(?!.*node_modules/)")
_YEARS: Final = r"(?:\[?\b(?:19|20)\d\d\b\]?|present|[\s,\u2013-])*"
_HOLDER: Final = re.compile(
    rf"^\s*(?:Portions )?Copyright(?:\s|\(c\)|©)*{_YEARS}(\S.*)$", re.IGNORECASE | re.MULTILINE
)
_BESIDE_A_NAME: Final = re.compile(
    r"\s*[<(](?!aka)[^>)]*[>)]|\s*All rights reserved|\[|\]|\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class Package:
    """One package as it says of itself."""

    name: str
    version: str
    licence: str
    holder: str
    text: str


def names_in(export: Path) -> set[str]:
    """Packages that the source maps of an export name."""
    maps = list(export.rglob("*.map"))
    if not maps:
        message = f"{export} has no source maps"
        raise SystemExit(message)
    sources = [source for one in maps for source in json.loads(one.read_text())["sources"]]
    return {found[1] for source in sources if (found := _OF_A_SOURCE.search(source))}


def dependencies() -> set[str]:
    """What the app asks for itself, but for what only its tests and build need."""
    return set(json.loads((APP / "package.json").read_text())["dependencies"])


def package_of(name: str) -> Package:
    """Raises FileNotFoundError where it is not installed."""
    folder = MODULES / name
    about = json.loads((folder / "package.json").read_text())
    licence = about.get("license") or "see its text"
    if isinstance(licence, dict):
        licence = licence["type"]
    text = _text(folder)
    return Package(name, about["version"], licence, _holder(text, about.get("author") or ""), text)


def _holder(text: str, author: str | dict[str, str]) -> str:
    """Who the text says has the copyright, or else who wrote it; without addresses."""
    named = author["name"] if isinstance(author, dict) else author
    found = _HOLDER.search(text)
    if found is not None and found[1].lower() != "nobody":
        named = found[1]
    return _BESIDE_A_NAME.sub("", named).strip()


def _text(folder: Path) -> str:
    kept = sorted(
        path
        for path in folder.iterdir()
        if re.match(r"licen[cs]e|copying", path.name, re.IGNORECASE)
    )
    return kept[0].read_text(encoding="utf-8").strip() if kept else ""


def module(packages: list[Package]) -> str:
    """The TypeScript module that the screen reads."""
    rows = "".join(
        f"  [{', '.join(json.dumps(part, ensure_ascii=False) for part in _shown(one))}],\n"
        for one in packages
    )
    return (
        "// Made by scripts/app_licences.py; do not edit.\n\n"
        "/** Name, version, licence and holder of what the app is made of. */\n"
        "// prettier-ignore\n"
        "export const PACKAGES: readonly (readonly [string, string, string, string])[] = [\n"
        f"{rows}];\n"
    )


def _shown(one: Package) -> tuple[str, str, str, str]:
    return one.name, one.version, one.licence, one.holder


def texts(packages: list[Package]) -> Iterator[str]:
    """Each text once, below the packages that are under it."""
    sharing: defaultdict[str, list[Package]] = defaultdict(list)
    for one in packages:
        sharing[one.text or f"Licence: {one.licence}. Its package carries no text."].append(one)
    for text, those in sharing.items():
        names = "\n".join(f"{one.name} {one.version} ({one.licence})" for one in those)
        yield f"{names}\n\n{text}\n"


def main(arguments: list[str]) -> int:
    """Returns the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    packages = sorted(package_of(name) for name in names_in(Path(arguments[0])) | dependencies())
    LIST.write_text(module(packages), encoding="utf-8")
    TEXTS.parent.mkdir(exist_ok=True)
    rule = "\n" + "-" * 72 + "\n\n"
    TEXTS.write_text(rule.join(texts(packages)), encoding="utf-8")
    print(f"{len(packages)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
