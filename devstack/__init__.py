"""The embedded stack: real servers, the five services and simulated devices, without Docker."""
