"""Version 1 of every event. Within v1 only additive change; a break is a `v2` package beside it."""
