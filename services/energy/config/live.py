"""Settings of live views."""

from pydantic import BaseModel, Field


class LiveSettings(BaseModel):
    """Streams of a community's day that are open at once in this process."""

    streams_per_user: int = Field(default=20, ge=1)
    streams_total: int = Field(default=1_000, ge=1)
    """Of a replica. Other requests have 1,000 connections beside them; each open one is a file."""
