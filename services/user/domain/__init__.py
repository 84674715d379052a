"""Decisions about users, codes, sessions and keys: pure functions of state and input."""
