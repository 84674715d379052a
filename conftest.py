"""Fixtures for every test: real servers, see devstack/pytest_servers.py."""

pytest_plugins = ["devstack.pytest_servers"]
