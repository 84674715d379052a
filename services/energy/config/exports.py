"""Settings of exports of histories."""

from pydantic import BaseModel, Field


class ExportSettings(BaseModel):
    """Of histories sent as files."""

    exports: int = Field(default=4, ge=1, le=100)
    """Exports under way in this process; more are told to come back."""
    exports_of_user: int = Field(default=2, ge=1, le=100)
    """Of them to one user."""
    export_longest_s: float = Field(default=600, gt=0)
    """After which an export is cut off, however slow the reader."""
