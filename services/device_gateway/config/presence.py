"""Settings of status, presence and faults."""

from pydantic import BaseModel, Field


class PresenceSettings(BaseModel):
    """Of status, presence and faults."""

    report_burst: float = Field(default=20.0, ge=1)
    """Reports a device may send at once; see `REPORTS_PER_S`."""
    reports_per_s: float = Field(default=1.0, gt=0)
    """Reports a device may send a second on average; more are refused."""

    default_cadence_s: float = Field(default=60.0, ge=1, le=86_400)
    """Longest time between two readings of a device that does not tell its own."""
    silent_cadences: float = Field(default=3.0, ge=1, le=100)
    """A device is offline after so many times its cadence without a sign of life."""
    shortest_silence_s: float = Field(default=30.0, ge=30, le=86_400)
    """No device is offline sooner, but by its last will."""
    will_grace_s: float = Field(default=2.0, ge=0, le=3_600)
    """A device that comes back so soon after its last will was never away."""
    return_grace_s: float = Field(default=60.0, ge=0, le=3_600)
    """Last wills count only when we have listened for so long: a broker that stops sends those of
    all devices at once."""
    watch_every_s: float = Field(default=2.0, gt=0, le=10)
    """Between two rounds that write down who was heard, and look who is gone."""
    transitions_kept_days: int = Field(default=90, ge=1, le=3_650)
    """History of online, offline and faults; of a device at most the newest 1,000."""
