"""The documentation as a site: `make docs` writes build/docs-site.

Every page is copied at its path to build/docs-pages, adapted (scripts/docs_pages.py), and given to
zensical, strictly. Navigation is docs/site/navigation.yaml, in which `folder/*` stands for the
folder's pages that are not named elsewhere. Diagrams are drawn by mermaid, from npm by hash, served
by the site itself: a reader's browser asks nobody else.
"""

# ruff: noqa: INP001, S603, T201  runs zensical on purpose

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

import yaml

from scripts.docs_pages import adapted, title
from scripts.npm_package import packed

REPOSITORY: Final = Path(__file__).resolve().parent.parent
SITE: Final = REPOSITORY / "build/docs-site"
_SOURCE: Final = REPOSITORY / "docs/site"
_WORK: Final = REPOSITORY / "build"
_PAGES: Final = _WORK / "docs-pages"
_MERMAID: Final = (
    "@mermaid-js/tiny@12.0.0",
    "ZW9YXy+3tSLPscBT+NnQO0K0qYH7BGES5nExl6Snoygey7xd2N0cO7Nq30N5k/u7gIeYoCrldyVy+VTCMWrNDQ==",
)
_SHIPPED: Final = (".json", ".webp", ".png", ".svg", ".csv")
"""What is copied beside the pages where it lies in docs/."""


def page_paths() -> list[PurePosixPath]:
    """Every Markdown page that is or could be committed."""
    return [path for path in _listed() if path.suffix == ".md"]


def navigation(pages: list[PurePosixPath]) -> list[Any]:
    """The navigation with `folder/*` replaced by pages. Raises ValueError for a page left out."""
    plan = yaml.safe_load((_SOURCE / "navigation.yaml").read_text())
    named = set(_leaves(plan))
    expanded: list[Any] = _expanded(plan, [page for page in pages if str(page) not in named])
    left_out = {str(page) for page in pages} - set(_leaves(expanded))
    if left_out:
        raise ValueError(f"not in docs/site/navigation.yaml: {', '.join(sorted(left_out))}")
    return expanded


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the site. Returns zensical's exit code."""
    argparse.ArgumentParser(prog="make docs", description=__doc__).parse_args(arguments)
    shutil.rmtree(_PAGES, ignore_errors=True)
    shutil.rmtree(SITE, ignore_errors=True)
    pages = page_paths()
    shipped = [path for path in _listed() if path.parts[0] == "docs" and path.suffix in _SHIPPED]
    here = {*pages, *shipped}
    for path in here:
        (_PAGES / path).parent.mkdir(parents=True, exist_ok=True)
    for path in pages:
        (_PAGES / path).write_text(adapted((REPOSITORY / path).read_text(), path, here))
    for path in shipped:
        shutil.copy(REPOSITORY / path, _PAGES / path)
    _bring_scripts(_PAGES / "site")
    config = (_SOURCE / "zensical.toml").read_text()
    config = config.replace("nav = []", f"nav = {_toml(navigation(pages))}")
    (_WORK / "zensical.toml").write_text(config)
    command = [str(Path(sys.executable).parent / "zensical"), "build", "--clean", "--strict"]
    code = subprocess.run(command, cwd=_WORK, check=False).returncode
    if code == 0:
        print(f"the site: {SITE}/index.html, {len(pages)} pages")
    return code


def _listed() -> list[PurePosixPath]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True)
    names = filter(None, sorted(set(listed.stdout.split("\0"))))
    return [PurePosixPath(name) for name in names if (REPOSITORY / name).is_file()]


def _leaves(plan: Any) -> Iterator[str]:
    if isinstance(plan, str):
        yield plan
    for item in plan.values() if isinstance(plan, dict) else plan if isinstance(plan, list) else ():
        yield from _leaves(item)


def _expanded(plan: Any, free: list[PurePosixPath]) -> Any:
    if isinstance(plan, dict):
        return {name: _expanded(item, free) for name, item in plan.items()}
    if not isinstance(plan, list):
        return plan
    found: list[Any] = []
    for item in plan:
        if isinstance(item, str) and item.endswith("/*"):
            folder = item.removesuffix("/*")
            pages = [page for page in free if str(page.parent) == folder]
            found += [{title((REPOSITORY / page).read_text()): str(page)} for page in pages]
        else:
            found.append(_expanded(item, free))
    return found


def _toml(value: Any) -> str:
    """As TOML writes it on one line."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{json.dumps(name)} = {_toml(item)}" for name, item in value.items())
        return f"{{ {pairs} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _bring_scripts(folder: Path) -> None:
    """Mermaid, once fetched kept in build, and what is our own."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = _WORK / f"mermaid-{_MERMAID[0].rpartition('@')[2]}.js"
    if not kept.exists():
        with (
            tempfile.TemporaryDirectory() as place,
            tarfile.open(packed(*_MERMAID, Path(place))) as tar,
        ):
            script = tar.extractfile("package/dist/mermaid.tiny.js")
            if script is None:
                raise ValueError(f"{_MERMAID[0]} has no script")
            kept.write_bytes(script.read())
    shutil.copy(kept, folder / "mermaid.js")
    for own in ("diagrams.js", "site.css"):
        shutil.copy(_SOURCE / own, folder / own)
    shutil.copy(REPOSITORY / "app/public/icons/favicon.png", folder / "favicon.png")


if __name__ == "__main__":
    sys.exit(main())
