"""Live views, balances and episodes."""
