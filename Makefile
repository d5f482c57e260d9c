# Every command a developer needs; `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMP := .venv/.installed
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help run test test-fast check fix demo-reset lock

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

run: $(STAMP) ## everything from nothing: install, migrate, demo register, server (PORT=8000)
	@PORT=$(PORT) bash deploy/run-development.sh

test: $(STAMP) ## the whole suite, on SQLite and on PostgreSQL
	@bash deploy/run-tests.sh

test-fast: $(STAMP) ## the quick set, on SQLite
	$(BIN)/python -m pytest -m "not slow and not browser" -n 2

check: $(STAMP) ## style, types, laws of the house, migrations, production settings; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	DJANGO_SETTINGS_MODULE=site_registro.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m pytest tests/architecture
	@bash deploy/check-production.sh

fix: $(STAMP) ## format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

demo-reset: $(STAMP) ## throw the demo database away
	rm -rf var/registro.sqlite3* var/media

lock: $(STAMP) ## compile the two lock files
	for f in requirements requirements-dev; do CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile -q --generate-hashes --strip-extras \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe -o $$f.txt $$f.in; done
