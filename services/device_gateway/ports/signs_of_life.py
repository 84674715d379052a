"""Who was heard of lately, noted where readings pass: in memory, for the hot path."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol


class SignsOfLife(Protocol):
    """Takes notes; never waits and never fails."""

    def note(self, device_ids: Iterable[str], at: datetime) -> None:
        """These devices were heard at that moment.

        To be called for known devices only, and before anything is waited for: what was received
        and not yet noted counts as silence.
        """
        ...
