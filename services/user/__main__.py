"""Run the user service: `python -m services.user`."""

from libs.chassis.lifecycle import main
from services.user.bootstrap import run

if __name__ == "__main__":
    main(run)
