"""Limits of live views."""

from pydantic import BaseModel, Field


class LiveSettings(BaseModel):
    """How many streams are open at once."""

    streams_per_user: int = Field(default=20, ge=1)
    streams_total: int = Field(default=1_500, ge=1)
    """Of a replica. Other requests have 500 connections beside them; each open one is a file."""
