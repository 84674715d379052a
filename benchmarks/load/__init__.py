"""Many devices as one frugal process: real MQTT connections, packets filled in, not built."""
