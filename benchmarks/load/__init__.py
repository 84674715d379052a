"""Many devices as one frugal process, for the highest rate: real connections, no certificates."""
