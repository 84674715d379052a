"""A community on a stack: founded as people would, played, watched, and its books audited."""
