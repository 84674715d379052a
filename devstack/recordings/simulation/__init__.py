"""A plausible community without any file: standard loads, the sun, seeded weather."""
