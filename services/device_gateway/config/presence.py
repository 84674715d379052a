"""Settings of status, presence and faults."""

from pydantic import BaseModel, Field


class PresenceSettings(BaseModel):
    """Of status, presence and faults."""

    report_burst: float = Field(default=20.0, ge=1)
    """Reports a device may send at once; see `REPORTS_PER_S`."""
    reports_per_s: float = Field(default=1.0, gt=0)
    """Reports a device may send a second on average; more are refused."""
