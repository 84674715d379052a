"""The administration's command line, `meriggio`: what an operator does with a running system."""
