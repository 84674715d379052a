"""Any history of requests leaves a registry that keeps its rules, and tells all of it in order."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from services.community.tests.history.invariants import RegistryHistory


def test_any_history_keeps_the_rules() -> None:
    """R1, R2, R3, R4, R9, FR5, FR6, FR7, FR8, FR9."""
    run_state_machine_as_test(
        RegistryHistory, settings=settings(max_examples=30, stateful_step_count=40, deadline=None)
    )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_any_long_history_keeps_the_rules() -> None:
    """R1, R2, R3, R4, R9, FR5, FR6, FR7, FR8, FR9."""
    run_state_machine_as_test(
        RegistryHistory, settings=settings(max_examples=400, stateful_step_count=100, deadline=None)
    )
