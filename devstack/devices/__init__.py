"""Simulated measuring devices: each an MQTT client of its own that forgets nothing unconfirmed."""
