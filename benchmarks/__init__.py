"""What the system carries, how fast it answers and what a reading costs: see README.md."""
