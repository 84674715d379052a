# Every command a person types. Needs make and Python >= 3.11; the rest goes into .venv.
PYTHON ?= python3
ARGS ?=
# How many tests run at once, each with servers of its own: make test PROCESSES=0 for one by one.
PROCESSES ?= 2

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory
# Compiled modules are kept (container images often say otherwise): a service starts in half the time.
export PYTHONDONTWRITEBYTECODE :=

IN := .venv/bin/python -m
# Node 20 or newer: the machine's, or one from a wheel.
NODE := $(CURDIR)/scripts/with_node.sh
SOURCES := libs services devstack operate tests benchmarks scripts firmware deploy/images conftest.py
CODE := $(wildcard $(SOURCES))
# The groups of pyproject.toml that are installed by themselves: images, tools, the environments.
LOCKS := user device_gateway energy community engagement devstack tools build sbom demo test lint publish fuzz
COMPILE := uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

.PHONY: help setup demo-setup python demo replay devices up down test lint format typecheck imports schemas \
	schemas-check docs docs-check workflows-check firmware release app app-check app-packages app-pictures bench faults chart chart-check sbom ci lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo '  Options go through ARGS, e.g.  make demo ARGS="--for 60s --speed 60 --json"'

setup: python ## prepare .venv with everything (the others do it by themselves)
	@$(PYTHON) scripts/bootstrap.py dev

demo-setup: python
	@$(PYTHON) scripts/bootstrap.py demo

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 6))' 2>/dev/null || { \
		echo 'error: $(PYTHON) is no Python >= 3.11; name one: make demo PYTHON=/path/to/python3.12' >&2; \
		exit 1; }

demo: demo-setup ## the whole system on this machine, with a community; of real firmware: DEVICES=firmware
	@$(IN) devstack demo $(if $(DEVICES),--devices $(DEVICES)) $(ARGS)

replay: demo-setup ## your own recordings: make replay LOAD=load.csv PV=pv.csv
	@$(IN) devstack replay $(if $(LOAD),--load "$(LOAD)") $(if $(PV),--pv "$(PV)") $(ARGS)

devices: demo-setup ## simulated devices for a broker of yours: make devices ARGS="--broker mqtts://..."
	@$(IN) devstack devices $(ARGS)

up: ## the whole system in containers (Docker); with people: make up ARGS="--profile demo"
	@scripts/compose.sh up $(ARGS)

down: ## stop the containers; their data stays unless ARGS=--volumes
	@scripts/compose.sh down $(ARGS)

test: setup ## unit, contract, integration and journey tests, on real servers
	@$(IN) pytest -m "not slow" -n $(PROCESSES) --dist loadfile $(ARGS)

faults: setup ## kill -9 of every part under load: nothing is lost
	@$(IN) pytest tests/faults $(ARGS)

app: app-packages ## make the app's web build anew (app/web, which is committed)
	@cd app && $(NODE) npm run --silent api
	@cd app && $(NODE) npm run --silent export

app-check: app-packages ## the app: types, rules, tests, and is its web build up to date?
	@cd app && $(NODE) npm run --silent api -- --check
	@cd app && $(NODE) npm run --silent typecheck
	@cd app && $(NODE) npm run --silent lint
	@$(PYTHON) scripts/app_web.py check
	@cd app && $(NODE) npm test --silent -- $(ARGS)

app-packages: python
	@cd app && { [ node_modules/.package-lock.json -nt package-lock.json ] || \
		$(NODE) npm ci --no-audit --no-fund; }

app-pictures: setup ## pictures of every screen of a running demo, and docs/app.md which shows them
	@$(IN) tests.app.pictures $(ARGS)

firmware: setup ## the device's core: warnings, tests, models, rules (needs gcc, clang, libcmocka-dev)
	@$(MAKE) -C firmware $(ARGS)

bench: setup ## throughput, latency, cost a reading, and baselines
	@$(IN) benchmarks $(ARGS)

lint: setup ## ruff: rules and format
	@$(IN) ruff check $(CODE)
	@$(IN) ruff format --check $(CODE)

format: setup ## ruff: format and repair what can be repaired
	@$(IN) ruff check --fix-only $(CODE)
	@$(IN) ruff format $(CODE)

typecheck: setup ## mypy --strict
	@$(IN) mypy $(CODE)

imports: setup ## who may import whom (import-linter)
	@.venv/bin/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

schemas: setup ## write docs/reference: OpenAPI, AsyncAPI, events
	@$(IN) devstack.reference $(ARGS)

schemas-check: setup ## is docs/reference up to date?
	@$(IN) devstack.reference --check

docs: setup ## the documentation as a site, in build/docs-site
	@$(NODE) $(IN) scripts.docs_site $(ARGS)

docs-check: setup ## do the documentation's commands and links hold?
	@$(IN) pytest tests/docs $(ARGS)

workflows-check: setup ## GitHub's workflows and Renovate's rules: schemas, and what is unsafe
	@.venv/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@.venv/bin/check-jsonschema --builtin-schema vendor.renovate .github/renovate.json
	@.venv/bin/zizmor --offline --no-progress --quiet .github

release: setup ## what the next version would be; ARGS=--apply makes its commit and tag
	@$(IN) scripts.release $(ARGS)

sbom: setup ## CycloneDX of what each image's lock holds, in build/sbom
	@$(IN) venv build/sbom-tools && $(IN) uv pip install -q --python build/sbom-tools/bin/python \
		--require-hashes -r locks/sbom.txt
	@mkdir -p build/sbom && for group in user device_gateway energy community engagement tools; do \
		build/sbom-tools/bin/cyclonedx-py requirements --output-reproducible --of JSON \
			-o build/sbom/$$group.cdx.json locks/$$group.txt || exit 1; done
	@ls build/sbom

chart: setup ## write what of the Helm chart is made: schema, README, rules and dashboards
	@$(IN) scripts.chart $(ARGS)

chart-check: setup ## is that up to date, and does Helm like the chart? (needs npm)
	@$(IN) scripts.chart --check
	@.venv/bin/python -m scripts.chart_tools
	@$(IN) pytest -m "slow or not slow" tests/deploy/chart $(ARGS)

ci: ## what the build runs
	@bash .ci/run

lock: setup ## write locks/*.txt after pyproject.toml changed (newest: ARGS=--upgrade)
	@$(IN) $(COMPILE) $(ARGS) --group dev -o locks/dev.txt
	@for group in $(LOCKS); do \
		$(IN) $(COMPILE) -c locks/dev.txt --group $$group -o locks/$$group.txt || exit 1; \
	done
	@$(IN) $(COMPILE) --group chart -o locks/chart.txt
	@echo 'uv==0.13.9' | $(IN) $(COMPILE) -o locks/bootstrap.txt -

clean: ## forget the demo's data, logs and mails (.venv stays)
	@if [ -x .venv/bin/python ]; then $(IN) devstack clean $(ARGS); else \
		rm -rf .meriggio "/var/tmp/meriggio-$$(pwd -P | tr -d '\n' | sha256sum | cut -c1-12)"; fi
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
