"""`python -m services.engagement` serves; with a COMMAND it does that instead."""

import sys

from libs.chassis.lifecycle import main
from services.engagement.bootstrap import run
from services.engagement.commands import run_command

if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(run_command(sys.argv[1:]))
    main(run)
