"""Twins and tools for tests: clocks, ids, tokens, a fault proxy."""
