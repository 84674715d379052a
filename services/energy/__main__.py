"""Run the energy service: `python -m services.energy`."""

from libs.chassis.lifecycle import main
from services.energy.bootstrap import run

if __name__ == "__main__":
    main(run)
