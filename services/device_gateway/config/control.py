"""Settings of configuration and commands."""

from pydantic import BaseModel


class ControlSettings(BaseModel):
    """Of configuration and commands."""
