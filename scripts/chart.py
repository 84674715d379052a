"""What of the Helm chart is made: `python -m scripts.chart` writes it, `--check` says what is old.

values.schema.json, README.md, and the copies of deploy/observability that the chart ships (Helm
reads only what lies inside the chart).
"""

# ruff: noqa: INP001, T201

import argparse
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from scripts.chart_readme import secrets_table, values_table
from scripts.chart_schema import schema_of_values

REPOSITORY: Final = Path(__file__).resolve().parent.parent
CHART: Final = REPOSITORY / "deploy/k8s"
OBSERVABILITY: Final = REPOSITORY / "deploy/observability"
_COPIED: Final = {"rules": "**/rules/*.y*ml", "dashboards": "**/dashboards/*.json"}
_COPIES: Final = CHART / "files/observability"


def made_files() -> dict[Path, str]:
    """Everything that is made, by where it lies."""
    text = (CHART / "values.yaml").read_text()
    values = yaml.safe_load(text)
    services = yaml.safe_load((CHART / "files/services.yaml").read_text())
    schema = json.dumps(schema_of_values(values), indent=2, ensure_ascii=False) + "\n"
    readme = (CHART / "README.md").read_text()
    readme = _between(readme, "values", values_table(text, values))
    readme = _between(readme, "secrets", secrets_table(services))
    return {
        CHART / "values.schema.json": schema,
        CHART / "README.md": readme,
        **copies(),
    }


def copies() -> dict[Path, str]:
    """What the chart ships of deploy/observability."""
    return {
        _COPIES / kind / path.with_suffix(".yaml" if kind == "rules" else ".json").name: (
            path.read_text()
        )
        for kind, pattern in _COPIED.items()
        for path in sorted(OBSERVABILITY.glob(pattern))
    }


def stale(made: Mapping[Path, str]) -> list[Path]:
    """What is missing, different, or there without an original."""
    wrong = [path for path, text in made.items() if not path.exists() or path.read_text() != text]
    return [*wrong, *_left_over(made)]


def _left_over(made: Mapping[Path, str]) -> list[Path]:
    return [path for path in _COPIES.rglob("*") if path.is_file() and path not in made]


def _between(text: str, name: str, content: str) -> str:
    begin, end = f"<!-- {name}: made by `make chart` -->", f"<!-- end of {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    changed, count = pattern.subn(lambda _: f"{begin}\n\n{content}\n\n{end}", text)
    if count != 1:
        raise SystemExit(f"README.md has no place for {name}")
    return changed


def main() -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    made = made_files()
    wrong = stale(made)
    if parser.parse_args().check:
        for path in wrong:
            print(f"stale: {path.relative_to(REPOSITORY)} (run `make chart`)", file=sys.stderr)
        return 1 if wrong else 0
    for path in _left_over(made):
        path.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
