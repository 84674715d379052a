"""Run the community service: `python -m services.community`."""

from libs.chassis.lifecycle import main
from services.community.bootstrap import run

if __name__ == "__main__":
    main(run)
