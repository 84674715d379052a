from libs.chassis.lifecycle import main
from services.device_gateway.bootstrap import run

if __name__ == "__main__":
    main(run)
