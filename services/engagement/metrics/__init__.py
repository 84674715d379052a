"""What this service counts and times: a module a room."""
