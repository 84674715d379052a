"""What is due by the clock or by a wake-up, a module a room."""
