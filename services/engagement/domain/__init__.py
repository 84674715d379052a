"""Decisions as functions of state and input: no clock, no I/O, no await."""
