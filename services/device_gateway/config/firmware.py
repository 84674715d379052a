"""Settings of firmware and its roll-outs."""

from pydantic import BaseModel


class FirmwareSettings(BaseModel):
    """Of firmware and its roll-outs."""
