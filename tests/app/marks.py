"""What every journey is: slow, on the one stack of the session."""

from typing import Final

import pytest

JOURNEY: Final = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]
LONG_JOURNEY: Final = [*JOURNEY, pytest.mark.timeout(300)]
"""Where something is measured first, or a month settled."""
