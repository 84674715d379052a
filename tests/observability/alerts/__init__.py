"""For every alert: when it fires, and when, close by, it does not."""

from typing import Final

from tests.observability.alerts import books, bus, fleet, http, messages
from tests.observability.alerts.case import Case

__all__ = ["CASES", "Case"]

CASES: Final = (*books.CASES, *bus.CASES, *fleet.CASES, *http.CASES, *messages.CASES)
