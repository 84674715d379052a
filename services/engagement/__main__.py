"""Run the service: `python -m services.engagement`."""

from libs.chassis.lifecycle import main
from services.engagement.bootstrap import run

main(run)
