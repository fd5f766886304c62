# amt24web: run it, test it, look after it. Everything starts from a bare Debian 12 with make.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8024

.PHONY: help run test lint bench clean lock

help:
	@echo "make run    startet amt24web mit Demodaten auf http://127.0.0.1:$(PORT)"
	@echo "make test   prüft alles, auch im Browser"
	@echo "make lint   Stil, Typen, Stockwerke, Fragenkatalog"
	@echo "make bench  misst Rechenzeit und SQL je Seite"
	@echo "make clean  entfernt Umgebung und Zwischenstände (nicht die Daten in instance/)"

run:
	@.ci/prepare run
	@$(MAKE) --no-print-directory $(VENV)/run.stamp
	@PORT=$(PORT) .ci/serve

test:
	@.ci/prepare tests
	@$(MAKE) --no-print-directory $(VENV)/dev.stamp
	@$(BIN)/python -m pytest

lint:
	@.ci/prepare run
	@$(MAKE) --no-print-directory $(VENV)/dev.stamp
	@.ci/lint

bench:
	@.ci/prepare run
	@$(MAKE) --no-print-directory $(VENV)/dev.stamp
	@$(BIN)/python -m tests.bench

lock: $(VENV)/dev.stamp
	@cd . && CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock requirements.in
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements-dev.lock requirements-dev.in

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/run.stamp: requirements.lock
	@.ci/prepare environment
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
