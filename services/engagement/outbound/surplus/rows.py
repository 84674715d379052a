"""A surplus state as columns and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.engagement.domain.surplus.detection import (
    Candidate,
    Idle,
    OpenEpisode,
    Phase,
    SurplusState,
)

Columns = tuple[str, datetime | None, int | None, datetime | None]


def state_to_row(state: SurplusState) -> Columns:
    """(phase, since, peak_excess_mw, last_called_at)."""
    phase = state.phase
    if isinstance(phase, OpenEpisode):
        return "open", phase.started_at, phase.peak_excess_mw, state.last_called_at
    if isinstance(phase, Candidate):
        return "candidate", phase.since, None, state.last_called_at
    return "idle", None, None, state.last_called_at


def state_from_row(row: Mapping[str, Any]) -> SurplusState:
    """The state that `state_to_row` wrote."""
    return SurplusState(_phase(row), row["last_notified_at"])


def _phase(row: Mapping[str, Any]) -> Phase:
    if row["phase"] == "open":
        return OpenEpisode(row["since"], row["peak_excess_mw"])
    if row["phase"] == "candidate":
        return Candidate(row["since"])
    return Idle()
