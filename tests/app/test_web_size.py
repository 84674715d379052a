"""The web build's JavaScript stays small enough for a phone on a slow network."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

WEB: Final = Path(__file__).parents[2] / "app" / "web"
BUDGET_BYTES: Final = 500_000
"""Of all scripts. app/README.md says what is in them."""
FIRST_VISIT_BYTES: Final = 375_000
"""Of those that a visit waits for."""
EDGE_LEVEL: Final = 5
"""How hard Caddy's gzip tries."""


def test_all_scripts_together_are_within_the_budget() -> None:
    """NF5, as the edge sends them: compressed by gzip."""
    sizes = _sizes(WEB.rglob("*.js"))
    assert 0 < sum(sizes.values()) <= BUDGET_BYTES, sizes


def test_what_a_visit_waits_for_is_less() -> None:
    """NF5: the scripts that the start page runs; each other one comes with its screen."""
    page = (WEB / "index.html").read_text()
    paths = re.findall(r'<script src="/([^"]+)"', page)
    sizes = _sizes(WEB / path for path in paths)
    assert 0 < sum(sizes.values()) <= FIRST_VISIT_BYTES, sizes


def test_the_start_page_names_every_script() -> None:
    """So the service worker keeps all of them, and every screen opens offline."""
    page = (WEB / "index.html").read_text()
    scripts = [f"/{path.relative_to(WEB).as_posix()}" for path in WEB.rglob("_expo/**/*.js")]
    assert scripts
    assert [path for path in scripts if f'"{path}"' not in page] == []


def _sizes(scripts: Iterable[Path]) -> dict[str, int]:
    return {
        str(one.relative_to(WEB)): len(gzip.compress(one.read_bytes(), EDGE_LEVEL, mtime=0))
        for one in scripts
    }
