"""Seeds of the fault tests, and what each of them took."""

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        first = metafunc.config.option.first_fault_seed
        metafunc.parametrize("seed", range(first, first + metafunc.config.option.fault_seeds))
