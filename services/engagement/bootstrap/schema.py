"""Where this service's tables are."""

from pathlib import Path
from typing import Final

SCHEMA: Final = "engagement"
MIGRATIONS: Final = Path(__file__).parents[1] / "migrations"
