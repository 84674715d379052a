"""Settings of live views."""

from pydantic import BaseModel, Field


class LiveSettings(BaseModel):
    """Streams of a community's day that are open at once in this process."""

    streams_per_user: int = Field(default=20, ge=1)
    streams_total: int = Field(default=1_000, ge=1)
    """Below the chassis' limit of connections, so that other requests still get in."""
