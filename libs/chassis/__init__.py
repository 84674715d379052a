"""What every service would otherwise repeat, and nothing of the domain."""
