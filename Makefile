# make demo, make test: everything else they need, they make.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint soak mutation bench golden pages lock clean

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV ?= uv

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

demo: .venv/.core ## see it work
	$(BIN)/peer-env demo

test: .venv/.dev lint ## lint, then all tests
	$(BIN)/python -m pytest -n auto

lint: .venv/.dev ## style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

soak: .venv/.dev ## ten times the seeds and the fuzzing; hours
	PEER_ENV_SOAK=1 $(BIN)/python -m pytest -n auto tests/scenarios tests/fuzz

mutation: .venv/.dev ## switch off each detector and each reward in turn; print which script each one is caught by
	$(BIN)/python -m tests.mutation

bench: .venv/.bench ## measure speed beside other environments
	$(BIN)/python -m tests.bench

golden: .venv/.dev ## write the golden transcripts anew; the diff is the change of behaviour
	$(BIN)/python -m tests.golden

pages: .venv/.dev ## write the scenarios' pages anew from the scenarios and their page.md
	$(BIN)/python -m tests.pages

clean: ## remove the environment, caches and build products
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find peer_env agents scenarios tests examples -name __pycache__ -prune -exec rm -rf {} +

# --- the environment: one venv, made from the locks, made again when a lock changes ---

.venv/.core: requirements.lock
.venv/.dev: requirements-dev.lock
.venv/.bench: requirements-bench.lock

.venv/.core .venv/.dev .venv/.bench: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r $(filter %.lock,$^)
	$(PIP) install --quiet --no-build-isolation --no-deps -e .
	@touch $@

IN_RANGE := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

$(BIN)/python:
	@for python in python3.11 python3.12 python3.13 python3; do \
	    if $$python -c '$(IN_RANGE)' 2>/dev/null; then exec $$python -m venv .venv; fi; \
	done; \
	echo 'peer-env needs Python 3.11, 3.12 or 3.13, and none of them is on the PATH.' >&2; exit 1

# --- the locks: they name versions and hashes, never a place to fetch from ---

COMPILE := env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u UV_FIND_LINKS -u UV_INDEX \
    $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --no-header --no-annotate --group build pyproject.toml

lock: ## resolve the locks anew (needs uv); add UPGRADE=--upgrade to take newer versions
	$(COMPILE) --extra dev --extra bench $(UPGRADE) -o requirements-bench.lock
	$(COMPILE) --extra dev -c requirements-bench.lock $(UPGRADE) -o requirements-dev.lock
	$(COMPILE) -c requirements-bench.lock $(UPGRADE) -o requirements.lock
