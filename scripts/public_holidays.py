"""Writes Italy's public holidays as a table of the domain, from the package `holidays`.

    .venv/bin/python scripts/public_holidays.py

Run it when services/engagement/tests/unit/test_public_holidays.py says that they differ.
"""

# ruff: noqa: INP001  a program, no package

from pathlib import Path
from typing import Final

import holidays

FIRST_YEAR: Final = 2015
LAST_YEAR: Final = 2060
TABLE: Final = (
    Path(__file__).parent.parent / "services/engagement/domain/surplus/public_holidays.py"
)
_HEAD: Final = '''"""Italy's public holidays, {first} to {last}.

Made by scripts/public_holidays.py: do not edit.
"""

from datetime import date
from typing import Final

_DAYS: Final = {{
'''
_FOOT: Final = """}

PUBLIC_HOLIDAYS: Final = frozenset(
    date.fromisoformat(f"{year}-{day}") for year, days in _DAYS.items() for day in days.split()
)
"""


def table() -> str:
    """The module's text."""
    lines = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        days = sorted(holidays.country_holidays("IT", years=year))
        lines.append(f'    {year}: "{" ".join(day.strftime("%m-%d") for day in days)}",\n')
    return _HEAD.format(first=FIRST_YEAR, last=LAST_YEAR) + "".join(lines) + _FOOT


if __name__ == "__main__":
    TABLE.write_text(table())
