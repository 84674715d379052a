"""How long notifications stay."""

from pydantic import BaseModel, Field


class NotificationSettings(BaseModel):
    """One field."""

    notification_keep_days: int = Field(default=400, ge=15)
    """For how long notifications stay in the inbox, and what calls decided in the books."""
