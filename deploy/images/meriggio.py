#!/usr/local/bin/python
"""`meriggio` in the image of the tools, for `kubectl exec` and `docker compose exec`."""

import os
import runpy

os.environ["MERIGGIO_MODULE"] = "operate"
runpy.run_path("/app", run_name="__main__")
