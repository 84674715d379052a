"""Lines of the core that the unit tests run: python tools/coverage.py FOLDER.

Below the folder each test has objects of its own; a line counts when any test ran it. Ends with 1
below 95 %.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

_LEAST: Final = 0.95


def main() -> int:
    """Exit code: 1 below what is asked for."""
    runs: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for path in sorted(Path(sys.argv[1]).glob("*/*.gcda")):
        for file in _of(path)["files"]:
            if not file["file"].startswith("core/"):
                continue
            for line in file["lines"]:
                runs[file["file"]][line["line_number"]] += line["count"]
    missed = [
        f"{name}:{number}"
        for name, lines in sorted(runs.items())
        for number, count in sorted(lines.items())
        if not count
    ]
    total = sum(map(len, runs.values()))
    share = (total - len(missed)) / total if total else 0.0
    print(  # noqa: T201  a command's answer
        f"coverage: {share:.1%} of {total} lines of the core in {len(runs)} files;"
        f" not run: {' '.join(missed) or 'none'}"
    )
    return share < _LEAST


def _of(path: Path) -> dict[str, Any]:
    command = ["gcov", "--json-format", "--stdout", str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own build
    report: dict[str, Any] = json.loads(answer.stdout)
    return report


if __name__ == "__main__":
    sys.exit(main())
