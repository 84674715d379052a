"""The system as compose.yaml has it: its secrets, and the demo played on it."""
