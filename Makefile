# kikitori: `make run` opens the interview, `make test` checks everything.
# Only Python 3.11 or newer, make and git are needed beforehand.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint types house unit bench screenshots snapshots lock clean

run: $(VENV)/.run-ready
	$(BIN)/kikitori

test: lint types house unit

lint: $(VENV)/.dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev-ready
	$(BIN)/mypy

house: $(VENV)/.dev-ready
	$(BIN)/lint-imports

unit: $(VENV)/.dev-ready
	$(BIN)/pytest -n 2 --dist worksteal

bench: $(VENV)/.dev-ready
	$(BIN)/python -m tests.bench

# The pictures of the README, made by the program itself.
screenshots: $(VENV)/.dev-ready
	$(BIN)/python -m tests.screenshots

# After a wanted change of a screen: redraw the snapshots, then look at each one.
snapshots: $(VENV)/.dev-ready
	$(BIN)/pytest tests/screens/test_snapshots.py --snapshot-update

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --group build pyproject.toml --custom-compile-command "make lock" -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --group dev pyproject.toml --custom-compile-command "make lock" -o requirements/dev.txt

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-ready: $(BIN)/python requirements/run.txt pyproject.toml
	$(PIP) install --require-hashes --requirement requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev-ready: $(BIN)/python requirements/dev.txt pyproject.toml
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.run-ready

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
