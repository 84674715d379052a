"""`python -m services.device_gateway` serves; with a COMMAND it does that instead."""

import sys

from services.device_gateway.commands import run_command

if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(run_command(sys.argv[1:]))
    # Not for commands: half of their start and memory.
    from libs.chassis.lifecycle import main
    from services.device_gateway.bootstrap import run

    main(run)
