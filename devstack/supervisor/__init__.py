"""Brings the whole system up on one machine, watches it, starts again what dies."""
