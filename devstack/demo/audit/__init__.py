"""Does everything add up? Counts and recounts that share no code with the services."""
