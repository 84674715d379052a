"""Recorded and simulated power of facilities, and how recorded time becomes the system's time."""
