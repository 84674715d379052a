"""The engagement service alone: folding, starting again, live streams to thousands of screens."""
