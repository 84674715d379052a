"""Settings of the room `tariffs`."""

from pathlib import Path

from pydantic import BaseModel, Field


class TariffSettings(BaseModel):
    """Where figures that a regulator may change come from, and who may bring prices."""

    rules_folder: Path | None = None
    """Rule files that go before ours, table by table: see services/energy/rules. Read at start."""
    operator_tokens: dict[str, str] = Field(default_factory=dict, repr=False)
    """Who may import prices: name of an operator to the SHA-256 (hex) of their bearer token, as
    JSON. `python -m services.energy operator-token` makes one."""
