"""People's own recordings through the whole system, and what came out beside what went in."""
