"""The HTTP edge, a folder a room."""
