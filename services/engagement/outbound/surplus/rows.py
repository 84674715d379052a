"""A surplus state as columns and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from services.engagement.domain.replay.correction import CorrectedSpan, Correction
from services.engagement.domain.surplus.detection import (
    Candidate,
    Idle,
    OpenEpisode,
    Phase,
    SurplusState,
)
from services.engagement.ports.surplus import Episode

_SPAN: Final = ("started_at", "ended_at", "peak_excess_mw", "energy_uj")
_When = datetime | None
Columns = tuple[str, _When, int | None, _When, int | None, _When, _When, _When, int, int]


def state_to_row(state: SurplusState) -> Columns:
    """In the order of statements.SAVE_STATES, from phase to spoken_for_mw."""
    phase = state.phase
    if isinstance(phase, OpenEpisode):
        return (
            "open",
            phase.started_at,
            phase.peak_excess_mw,
            phase.told_at,
            phase.told_excess_mw,
            phase.called_at,
            phase.unreliable_since,
            state.last_called_at,
            phase.calls,
            phase.spoken_for_mw,
        )
    if isinstance(phase, Candidate):
        return "candidate", phase.since, None, None, None, None, None, state.last_called_at, 0, 0
    return "idle", None, None, None, None, None, None, state.last_called_at, 0, 0


def state_from_row(row: Mapping[str, Any]) -> SurplusState:
    """The state that `state_to_row` wrote."""
    return SurplusState(_phase(row), row["last_called_at"])


def episode_from_row(row: Any) -> Episode:
    """The episode in a row with the columns of statements.EPISODE."""
    columns = dict(row)
    span = [columns.pop(f"corrected_{name}") for name in _SPAN]
    correction = None
    if columns["corrected_at"] is not None:
        correction = Correction(None if span[0] is None else CorrectedSpan(*span))
    return Episode(**columns, correction=correction)


def _phase(row: Mapping[str, Any]) -> Phase:
    if row["phase"] == "open":
        return OpenEpisode(
            started_at=row["since"],
            peak_excess_mw=row["peak_excess_mw"],
            told_at=row["told_at"],
            told_excess_mw=row["told_excess_mw"],
            called_at=row["called_at"],
            unreliable_since=row["unreliable_since"],
            calls=row["calls"],
            spoken_for_mw=row["spoken_for_mw"],
        )
    if row["phase"] == "candidate":
        return Candidate(row["since"])
    return Idle()
