"""How devices misbehave: on demand, and the same way each time."""
