"""Fixtures and settings for every test."""

from hypothesis import settings

pytest_plugins = ["devstack.pytest_servers", "devstack.pytest_processes"]

# The same examples on every run, and as long as they take: a busy machine is no failure. The fast
# tests take few, the build runs each property once more with ten times as many. To search further:
# make test ARGS="--hypothesis-profile=default --hypothesis-seed=random".
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=30)
settings.register_profile("thorough", settings.get_profile("repeatable"), max_examples=300)
settings.load_profile("repeatable")
