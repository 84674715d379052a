"""`python -m services.energy` serves; with a COMMAND it does that instead."""

import sys

from libs.chassis.lifecycle import main
from services.energy.bootstrap import run
from services.energy.commands import run_command

if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(run_command(sys.argv[1:]))
    main(run)
