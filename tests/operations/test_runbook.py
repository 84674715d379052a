"""No command of a drill stands on the page without being run by one."""

import re
from pathlib import Path

from tests.docs.pages import Page
from tests.operations.runbook import PAGE, RUNBOOKS


def test_every_drill_of_the_page_is_run() -> None:
    written = {
        word
        for block in Page(RUNBOOKS / PAGE).blocks
        if "drill" in block.words
        for word in block.words - {"drill", "stack"}
    }
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*_lost.py"))
    assert written == set(re.findall(r'runbook\.run\("([a-z-]+)"', tests))
