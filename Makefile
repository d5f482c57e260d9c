# Every command a developer needs; `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
ARGS ?=
BIN := .venv/bin
STAMP := .venv/.installed
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX = $(CURDIR)/.cache/pycache

.DEFAULT_GOAL := help
.PHONY: bench help run test test-fast coverage check fix demo-reset lock

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

run: $(STAMP) ## everything from nothing: install, migrate, demo register, server, worker (PORT=8000)
	@PORT=$(PORT) bash deploy/run-development.sh

test: $(STAMP) ## the whole suite, on SQLite and on PostgreSQL; the last line counts both (ARGS=tests/api)
	@$(BIN)/python deploy/run_tests.py $(ARGS)

test-fast: $(STAMP) ## the quick set, on SQLite: nothing slow, no browser
	$(BIN)/python -m pytest -m "not slow and not browser" -n 2 $(ARGS)

coverage: $(STAMP) ## branch coverage on SQLite, against the two thresholds of deploy/check_coverage.py
	$(BIN)/python -m pytest -n 2 --cov --cov-report= $(ARGS)
	$(BIN)/python deploy/check_coverage.py

check: $(STAMP) ## style, types, laws of the house, migrations, production settings, publiccode; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	DJANGO_SETTINGS_MODULE=site_registro.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m pytest tests/architecture
	$(BIN)/check-jsonschema --schemafile deploy/publiccode.schema.json publiccode.yml
	@bash deploy/check-production.sh

fix: $(STAMP) ## format, and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

demo-reset: $(STAMP) ## throw the demo database and its files away; the next `make run` makes them anew
	rm -rf var/registro.sqlite3* var/media

lock: $(STAMP) ## compile the two lock files
	for f in requirements requirements-dev; do CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile -q --generate-hashes --strip-extras \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe -o $$f.txt $$f.in; done

bench: $(STAMP) ## measure against stock Wagtail, a minimal view and nginx; writes docs/prestazioni.md
	$(BIN)/python -m bench
	$(BIN)/python -m bench.files
	$(BIN)/python -m bench.verify
	$(BIN)/python -m bench.desk
