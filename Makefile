# Every target makes the environment it needs; `make demo` and `make test` are all that a new machine needs.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test lint types contracts tests coverage golden packaging browser matrix bench corpus technologies-check sweep mutants docs clean

demo: $(READY) ## run the main job on the example project and show what it made
	@$(BIN)/python tools/demo.py

test: lint types contracts coverage ## everything that gates

lint: $(READY) ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY) ## mypy, strict
	$(BIN)/mypy

contracts: $(READY) ## import contracts
	$(BIN)/lint-imports --no-cache

coverage: $(READY) ## all tests, every line and branch of src covered
	$(BIN)/python -m pytest -q -n 2 --cov --cov-report=term

tests: $(READY) ## all tests, without coverage
	$(BIN)/python -m pytest -q -n 2

golden: $(READY) ## whole projects: generated code type-checked, linted and run
	$(BIN)/python -m pytest -q tests/golden

packaging: $(READY) ## the wheel, built and used away from the checkout
	$(BIN)/python -m pytest -q tests/packaging

browser: $(READY) ## the HTML report in a headless Chromium, where one is installed
	$(BIN)/python -m pytest -q tests/browser

matrix: $(READY) ## every Python that can be had, with the oldest and the newest dependencies
	$(BIN)/python tools/matrix.py

bench: $(READY) ## speed, as multiples of a bare Python start, side by side
	$(BIN)/python tools/bench.py

corpus: $(READY) ## the editing engine on files of packages from PyPI
	$(BIN)/python tools/corpus.py

technologies-check: $(READY) ## every technology's gateway against its real SDK
	$(BIN)/python tools/technologies_check.py

sweep: $(READY) ## a gateway and tests for every operation of botocore, run and type-checked
	$(BIN)/python tools/sweep.py

mutants: $(READY) ## faults planted in generated gateways, which their generated tests must find
	$(BIN)/python tools/mutants.py

docs: $(READY) ## write the generated reference pages
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/readme.py

clean: ## remove the environment and caches
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "gateway-builder needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@
