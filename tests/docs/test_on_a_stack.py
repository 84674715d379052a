"""The blocks ```sh stack``` and ```sql```, page by page, on a running `make demo`."""

import shutil
from pathlib import Path

import asyncpg
import pytest

from tests.docs.checkout import at_own_ports, run, superuser_dsn
from tests.docs.pages import REPOSITORY, Block, Page, all_pages, blocks

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

_TOOLS = ("curl", "jq")
_RUNBOOKS = REPOSITORY / "docs" / "runbooks"


def _on_a_stack(page: Page) -> list[Block]:
    return [b for b in page.blocks if b.language == "sh" and "stack" in b.words]


_INDEX = Page(_RUNBOOKS / "README.md")
_PAGES = [page for page in all_pages() if _on_a_stack(page)]


@pytest.mark.parametrize("page", _PAGES, ids=str)
def test_commands_work(demo: Path, page: Page) -> None:
    """A runbook's commands use the addresses that the runbooks' index sets."""
    is_runbook = page.path.parent == _RUNBOOKS and page.path != _INDEX.path
    all_blocks = [*(_on_a_stack(_INDEX) if is_runbook else []), *_on_a_stack(page)]
    script = "\n".join(block.text for block in all_blocks)
    missing = [tool for tool in _TOOLS if tool in script and shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")

    done = run(f"set -euo pipefail\n{at_own_ports(script)}", demo)

    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.parametrize("block", blocks("sql"), ids=str)
async def test_statements_work(demo: Path, block: Block) -> None:
    connection = await asyncpg.connect(superuser_dsn(demo))
    try:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(block.text)
        await transaction.rollback()
    finally:
        await connection.close()
