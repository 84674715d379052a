"""Settings of how long readings are kept."""

from pydantic import BaseModel, Field

from services.energy.domain.retention.policy import OldReadings


class RetentionSettings(BaseModel):
    """Of readings at rest; quarter-hours are kept for ever."""

    old_readings: OldReadings = OldReadings.DETACH
    """What becomes of months of readings older than `RAW_KEPT_MONTHS`: `detach` makes each a table
    of its own to be archived by hand, `drop` deletes it, `keep` leaves it (replays of the past)."""
    raw_kept_months: int = Field(default=13, ge=1, le=1_200)
    """Whole months of readings that are kept besides the present one, by the wall clock."""
    months_ahead: int = Field(default=2, ge=1, le=24)
    """Months to come for which there is always a partition."""
