"""What `python -m devstack` can do; one module a command."""
