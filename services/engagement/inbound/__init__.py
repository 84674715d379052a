"""Decode, call one use case."""
