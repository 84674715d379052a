"""Fixtures for every test: real servers, see devstack/pytest_servers.py."""

from hypothesis import settings

pytest_plugins = ["devstack.pytest_servers"]

# The same examples on every run, and as long as they take: a busy machine is no failure. To search
# further: make test ARGS="--hypothesis-profile=default --hypothesis-seed=random".
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
