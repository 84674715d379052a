"""What a view is told about the parts."""

from dataclasses import dataclass
from enum import StrEnum


class PartState(StrEnum):
    """Where a part of the stack is in its life."""

    STARTING = "starting"
    READY = "ready"
    RESTARTING = "restarting"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEvent:
    """A part entered a state. `detail` says why, with the log's last lines when it failed.

    `elapsed_s`: how long the state before took.
    """

    part: str
    state: PartState
    detail: str = ""
    elapsed_s: float = 0.0


class StackError(Exception):
    """The stack cannot run; the message says what to do."""


class PartFailedError(StackError):
    """A part does not start, or dies again and again."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(f"{part}: {reason}")
        self.part = part
        self.reason = reason
