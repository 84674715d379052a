"""Endpoints and what became of deliveries."""
